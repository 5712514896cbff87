"""Which cells to hide: the least that nobody sees through."""

import numpy as np

from reporting.disclosure.attack import Judge
from reporting.disclosure.component import Component, Mask, components
from reporting.disclosure.cover import Cover
from reporting.disclosure.problem import CellId, Problem, Suppression


def suppress(problem: Problem) -> Suppression:
    """Cells of the new edition under the threshold, and those that must follow so that each hidden cell, published
    before or not, still leaves every reader a width of the threshold at least. The same problem has the same answer.

    The cheapest set that breaks every proof known is tried on every reader; what a reader finds is one more proof.
    Nothing comes out that the last trial did not pass.
    """
    hidden = set(problem.new & (problem.small | problem.hidden))
    unprotected: set[CellId] = set()
    for component in components(problem):
        chosen, told = _solve(component)
        hidden |= {component.cells[at] for at in np.flatnonzero(chosen & component.open)}
        unprotected |= {component.cells[at] for at in np.flatnonzero(told)}
    return Suppression(frozenset(hidden), frozenset(unprotected))


def _solve(component: Component) -> tuple[Mask, Mask]:
    """What is hidden, and what is told all the same."""
    judge = Judge(component)
    allowed, told = component.open, np.zeros(len(component.cells), dtype=bool)
    hidden = _least(component, judge, allowed)
    if hidden is None:
        allowed, told = _widest(component, judge)
        hidden = _least(component, judge, allowed)
    return component.unread | allowed if hidden is None else hidden, told


def _least(component: Component, judge: Judge, allowed: Mask) -> Mask | None:
    """None when nothing among `allowed` protects every cell that is asked for."""
    cover = Cover(component, allowed)
    while (hidden := cover.solve()) is not None:
        failures = judge.failures(hidden)
        if not failures:
            return _pruned(component, judge, cover, hidden)
        for failure in failures:
            cover.add(failure, hidden)
    return None


def _widest(component: Component, judge: Judge) -> tuple[Mask, Mask]:
    """What may be hidden, and the cells that are told even so. A large cell that would be told is no use hidden.

    From here on the judge asks no more for what is told, of the readers it is told to.
    """
    allowed, told = component.open.copy(), np.zeros(len(component.cells), dtype=bool)
    while failures := judge.failures(component.unread | allowed):
        for failure in failures:
            if component.targets[failure.cell]:
                judge.asked[failure.reader, failure.cell] = False
                told[failure.cell] = True
            else:
                allowed[failure.cell] = False
    return allowed, told


def _pruned(component: Component, judge: Judge, cover: Cover, hidden: Mask) -> Mask:
    """Shows again what need not be hidden, the most missed first: the cover is the cheapest within a gap only."""
    chosen = np.flatnonzero(hidden & ~component.unread)
    for cell in chosen[np.argsort(-component.costs[chosen], kind="stable")]:
        fewer = hidden.copy()
        fewer[cell] = False
        if not cover.breaks(fewer):
            continue
        if failures := judge.failures(fewer, most=1):
            cover.add(failures[0], fewer)
        else:
            hidden = fewer
    return hidden
