"""Which cells to hide: the least that nobody sees through."""

from typing import Final

import numpy as np

from reporting.disclosure.attack import Judge
from reporting.disclosure.component import ANYBODY, Component, Mask, components
from reporting.disclosure.cover import Cover
from reporting.disclosure.problem import CellId, Problem, Suppression

# Rounds of the search; the best one is close enough at 10 % over what nothing cheaper than can protect.
ROUNDS: Final = 10
CLOSE_ENOUGH: Final = 1.1


def suppress(problem: Problem) -> Suppression:
    """Cells of the new edition under the threshold, and those that must follow so that each hidden cell, published
    before or not, still leaves every reader a width of the threshold at least. The same problem has the same answer.

    A set is tried on every reader; what a reader finds is a proof that the next set must break. Nothing comes out that
    did not pass every reader.
    """
    hidden = set(problem.new & (problem.small | problem.hidden))
    unprotected: set[CellId] = set()
    for component in components(problem):
        chosen, told = _solve(component)
        hidden |= {component.cells[at] for at in np.flatnonzero(chosen & component.open)}
        unprotected |= {component.cells[at] for at in np.flatnonzero(chosen & told)}
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
    """None when nothing among `allowed` protects every cell that is asked for.

    Each round starts from the cheapest set that breaks every proof known: nothing that protects is cheaper. It grows
    until it protects, leaving more proofs to the next round, which starts higher.
    """
    everything = component.unread | allowed
    cover = Cover(component, allowed)
    best: Mask | None = None
    for _ in range(ROUNDS):
        start = cover.solve(everything)
        if start is None or (best is not None and cover.cost(best) <= cover.least * CLOSE_ENOUGH):
            break
        grown = _grown(judge, cover, start, everything)
        if grown is None:
            break
        # Again among those alone: what the first steps hid may be useless beside what the last ones did.
        start = cover.solve(grown)
        again = None if start is None else _grown(judge, cover, start, grown)
        for found in (grown, again):
            if found is not None and (best is None or cover.cost(found) < cover.cost(best)):
                best = found
    return None if best is None else _pruned(component, judge, cover, best)


def _grown(judge: Judge, cover: Cover, hidden: Mask, within: Mask) -> Mask | None:
    """More hidden, until nobody sees through it. None when nothing helps."""
    while failures := judge.failures(hidden):
        for failure in failures:
            cover.add(failure, hidden)
        more = cover.solve(within, hidden)
        if more is None:
            return None
        hidden = more
    return hidden


def _widest(component: Component, judge: Judge) -> tuple[Mask, Mask]:
    """What may be hidden, and the cells that somebody finds even so.

    A large cell that anybody would find is no use hidden. One that a party alone would find, counting her own rows
    beside what is always shown, still protects others. The judge no longer asks for what is told, of those it is told
    to.
    """
    allowed, told = component.open.copy(), np.zeros(len(component.cells), dtype=bool)
    while failures := judge.failures(component.unread | allowed):
        for failure in failures:
            if component.targets[failure.cell] or failure.reader != ANYBODY:
                judge.asked[failure.reader, failure.cell] = False
                told[failure.cell] = True
            else:
                allowed[failure.cell] = False
    return allowed, told


def _pruned(component: Component, judge: Judge, cover: Cover, hidden: Mask) -> Mask:
    """Shows again what need not be hidden, the most missed first: what was hidden first may be useless since."""
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
