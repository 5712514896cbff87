"""Dwellings from a landlord's spreadsheet: read, checked, shown, then written part by part.

A file is read whole before anything is written. Each part is written in one transaction and marked in it: a worker
killed midway is followed by another that goes on where it stopped (`restart_stuck_imports`).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from bailleurs.models import Bailleur
from common.batches import batched, collecting_seldom
from common.encryption import keyring
from common.spreadsheets import Refused, Table, read_table
from common.transitions import WrongState
from common.waking import wake
from offers.actions.upsert import Outcome, default_closing, known_references, plan_upsert, upsert_offers
from offers.imports import columns
from offers.imports.parts import ROWS, BadRow, GoodRow, Part, bad_row, file_place, open_part, sealed_part
from offers.imports.rows import ROW, CheckedRow, RowReader
from offers.models import ColumnMapping, ImportState, OfferImport, OfferImportPart
from offers.policies import REQUIRED, why_not_publishable, why_stays_draft

_BLANK = dict.fromkeys(REQUIRED)  # a dwelling of which nothing is said
MOST_OPEN = 20  # imports of a landlord that hold a file
TOO_MANY = "Trop d’imports attendent : terminez-en un, ou abandonnez-le."
NO_REFERENCE = "Indiquez la colonne de la référence : c’est elle qui reconnaît un logement."
TWICE = "Deux colonnes ne peuvent pas dire la même chose : {}."
NOTHING = "Aucun logement n’a été reconnu sous la ligne des en-têtes."
ACCESS_OVER = "L’accès de la personne qui l’a lancé est fermé."
MOST_ATTEMPTS = 5
FAILED = "L’enregistrement s’est arrêté plusieurs fois : renvoyez le fichier, ce qui est enregistré ne change pas."


class CannotImport(Exception):
    """What is asked cannot be. `str(error)` is a French sentence."""


@transaction.atomic
def open_import(*, import_id: UUID, content: bytes, by: Membership) -> OfferImport:
    """Keeps a file, sealed, with the columns proposed for it; reads it at once when they hold.

    The page draws the id: sent twice, it is one import. Raises Refused for a file that cannot be read, CannotImport.
    """
    table = _table(content)  # before the lock: a workbook takes a second
    Bailleur.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    if known := OfferImport.objects.owned_by(by).filter(id=import_id).first():
        return known
    if OfferImport.objects.owned_by(by).filter(sealed_file__isnull=False).count() >= MOST_OPEN:
        raise CannotImport(TOO_MANY)
    mapping = ColumnMapping.objects.filter(
        bailleur_id=by.organisation_id, signature=columns.signature(table.headers)
    ).first()
    kept = OfferImport(
        id=import_id,
        bailleur_id=by.organisation_id,
        by=by,
        header_row=table.header_row,
        headers=list(table.headers),
        columns=mapping.columns if mapping else columns.proposed(table.headers),
        size=max(table.size - table.header_row, 0),
        moved_at=timezone.now(),
    )
    kept.sealed_file = keyring().seal(content, file_place(kept))
    kept.save(force_insert=True)
    if columns.REFERENCE in kept.columns:
        _begin(kept, ImportState.CHECKING)
    return kept


@transaction.atomic
def choose_columns(*, offer_import: OfferImport, names: Sequence[str], by: Membership) -> None:
    """Reads the file again with these columns, and remembers them for the landlord's files of the same headers.

    Raises WrongState once it is being written, CannotImport.
    """
    kept = _lock(offer_import, by)
    if kept.state not in (ImportState.COLUMNS, ImportState.CHECKED, ImportState.REFUSED):
        raise WrongState("Les colonnes de cet import ne changent plus.")
    chosen = [name if name in columns.BY_NAME else "" for name in names]
    twice = {columns.BY_NAME[name].label for name in chosen if name and chosen.count(name) > 1}
    if twice:
        raise CannotImport(TWICE.format(", ".join(sorted(twice))))
    if columns.REFERENCE not in chosen or len(chosen) != len(kept.headers):
        raise CannotImport(NO_REFERENCE)
    ColumnMapping.objects.update_or_create(
        bailleur_id=by.organisation_id, signature=columns.signature(kept.headers), defaults={"columns": chosen}
    )
    kept.columns, kept.by = chosen, by
    _begin(kept, ImportState.CHECKING)


@transaction.atomic
def apply_import(*, offer_import: OfferImport, publish: bool, by: Membership) -> None:
    """Writes what was read: as drafts, or published where they are complete. Idempotent. Raises WrongState."""
    kept = _lock(offer_import, by)
    if kept.state in (ImportState.WRITING, ImportState.DONE):
        return
    if kept.state != ImportState.CHECKED:
        raise WrongState("Cet import n’attend pas d’être enregistré.")
    kept.publish, kept.by = publish, by  # whoever publishes signs
    _begin(kept, ImportState.WRITING)


@transaction.atomic
def abandon_import(*, offer_import: OfferImport, by: Membership) -> None:
    """Erases a file and what was read of it. Raises WrongState while it is being written."""
    kept = _lock(offer_import, by)
    if kept.state == ImportState.WRITING:
        raise WrongState("Cet import est en train d’être enregistré : attendez la fin.")
    kept.delete()


def carry_on(*, import_id: UUID) -> None:
    """Does what an import waits for: reads its file, or writes its rows. Safe to run twice, and midway again."""
    with transaction.atomic():
        kept = OfferImport.objects.select_for_update().filter(id=import_id).first()
        if kept is None or not kept.under_way:
            return
        kept.attempt += 1
        kept.moved_at = timezone.now()
        if not Membership.objects.active().filter(pk=kept.by_id).exists():
            kept.state, kept.problem, kept.sealed_file = ImportState.STOPPED, ACCESS_OVER, None
        elif kept.attempt > MOST_ATTEMPTS:
            kept.state, kept.problem = ImportState.STOPPED, FAILED
        kept.save(update_fields=["attempt", "moved_at", "state", "problem", "sealed_file"])
    with collecting_seldom():
        if kept.state == ImportState.CHECKING:
            _check(kept)
        elif kept.state == ImportState.WRITING:
            _write(kept)


def restart_stuck_imports(*, now: datetime) -> None:
    """Asks again for those whose worker gave no news."""
    for kept in OfferImport.objects.stuck_at(now).only("id"):
        _wake(kept.id)


def forget_imports(*, now: datetime) -> int:
    """Erases imports that nobody touched for a day; how many."""
    return OfferImport.objects.over_at(now).delete()[0]


def _table(content: bytes) -> Table:
    return read_table(content, is_header=columns.is_header)


def _lock(offer_import: OfferImport, by: Membership) -> OfferImport:
    return OfferImport.objects.owned_by(by).select_for_update().get(pk=offer_import.pk)


def _begin(kept: OfferImport, state: ImportState) -> None:
    kept.state, kept.attempt, kept.problem, kept.moved_at = state, 0, "", timezone.now()
    kept.save(update_fields=["state", "attempt", "problem", "moved_at", "columns", "publish", "by"])
    transaction.on_commit(partial(_wake, kept.id))


def _wake(import_id: UUID) -> None:
    from offers.tasks import carry_import  # noqa: PLC0415 - tasks call actions

    wake(carry_import, str(import_id))


class _Overtaken(Exception):
    """Another worker took the import over."""


def _step(kept: OfferImport, **changes: object) -> OfferImport:
    """The import, locked, moved on by `changes` in the transaction under way. Raises _Overtaken."""
    now_kept = (
        OfferImport.objects.select_for_update().filter(pk=kept.pk, attempt=kept.attempt, state=kept.state).first()
    )
    if now_kept is None:
        raise _Overtaken
    for name, value in {**changes, "moved_at": timezone.now()}.items():
        setattr(now_kept, name, value)
    now_kept.save(update_fields=["moved_at", *changes])
    return now_kept


def _check(kept: OfferImport) -> None:
    """Reads the whole file from its start, whatever an earlier attempt read."""
    counts = dict.fromkeys(("created", "updated", "unchanged", "refused", "publishable", "read"), 0)
    try:
        with transaction.atomic():
            _step(kept, **counts)
            kept.parts.all().delete()
        table = _table(keyring().open(bytes(kept.sealed_file or b""), file_place(kept)))
        for number, rows in enumerate(batched(_rows(kept, table), ROWS)):
            part = _planned(rows, kept.by)
            _count(counts, part)
            with transaction.atomic():
                _step(kept, **counts)
                sealed_part(kept, number, part).save(force_insert=True)
        with transaction.atomic():
            if counts["read"]:
                _step(kept, state=ImportState.CHECKED)
            else:
                _step(kept, state=ImportState.REFUSED, problem=NOTHING)
    except Refused as error:
        with transaction.atomic():
            _step(kept, state=ImportState.REFUSED, problem=str(error)[:300])
            kept.parts.all().delete()
    except _Overtaken:
        return


def _rows(kept: OfferImport, table: Table) -> Iterator[CheckedRow]:
    return RowReader(table.headers, kept.columns, timezone.now()).read(table.rows())


def _planned(rows: Sequence[CheckedRow], by: Membership) -> Part:
    """What writing these rows would do today."""
    now = timezone.now()
    good = [(row, row.sent) for row in rows if row.sent is not None]
    known = known_references(references=[sent.reference for _, sent in good], by=by)
    blank = {**_BLANK, "closes_at": default_closing(now)}
    part = Part(bad=[bad_row(row) for row in rows if row.sent is None])
    changes = [(row, sent) for row, sent in good if sent.reference in known]
    plan = iter(plan_upsert(sent=[sent for _, sent in changes], publish=False, by=by, now=now))
    for row, sent in good:
        if sent.reference not in known:
            columns = {**blank, **sent.if_new, **sent.columns, "reference": sent.reference}
            lacking = why_not_publishable(columns.__getitem__, now)
            part.good.append(GoodRow(row.number, sent, Outcome.CREATED, (), lacking))
            continue
        done = next(plan)
        if done.outcome == Outcome.REFUSED or done.offer is None:
            part.bad.append(BadRow(row.number, row.cells, {ROW: done.remark}))
            continue
        lacking = why_stays_draft(done.offer, now)
        part.good.append(GoodRow(row.number, sent, done.outcome, tuple(sorted(done.changed)), lacking))
    part.bad.sort(key=lambda one: one.number)
    return part


def _count(counts: dict[str, int], part: Part) -> None:
    for one in part.good:
        counts[{Outcome.CREATED: "created", Outcome.UPDATED: "updated"}.get(one.outcome, "unchanged")] += 1
        counts["publishable"] += one.lacking == ""
    counts["refused"] += len(part.bad)
    counts["read"] += len(part.good) + len(part.bad)


def _write(kept: OfferImport) -> None:
    """Writes the parts that are not written yet, each with its mark; then the file is of no use."""
    try:
        for number in kept.parts.filter(written_at__isnull=True).order_by("number").values_list("number", flat=True):
            _write_part(kept, number)
        with transaction.atomic():
            _step(kept, state=ImportState.DONE, sealed_file=None)
    except _Overtaken:
        return


@transaction.atomic
def _write_part(kept: OfferImport, number: int) -> None:
    part = OfferImportPart.objects.get(offer_import=kept, number=number)
    done = upsert_offers(sent=[one.sent for one in open_part(part).good], publish=kept.publish, by=kept.by)
    written = sum(one.outcome in (Outcome.CREATED, Outcome.UPDATED) for one in done)
    refused = sum(one.outcome == Outcome.REFUSED for one in done)
    # Last, for the count waits for the landlord's lock: a worker overtaken meanwhile undoes what it wrote.
    now_kept = _step(kept)
    now_kept.written += written
    now_kept.published += sum(one.published for one in done)
    now_kept.refused += refused
    now_kept.save(update_fields=["written", "published", "refused"])
    part.written_at = timezone.now()
    part.save(update_fields=["written_at"])
