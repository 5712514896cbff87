"""Dwellings written many at a time, as a landlord's software or spreadsheet sends them.

The reference decides: unknown, or known of dwellings that ended only, it opens a new dwelling; known of a draft, it
changes what is given; known of a published dwelling, it changes nothing, for associations decide on what they read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from accounts.authors import Author, client_of
from bailleurs.models import Bailleur
from common.copying import copy_new, insert_alike, twin
from common.transitions import WrongState
from offers.closing import closing_of, default_day
from offers.models import Offer, OfferLocation, OfferState, OfferTransition
from offers.policies import OF_LOCATION, can_edit, check_can_publish
from offers.signals import offers_published
from offers.transitions import OFFER_MOVES, PUBLISH

TWICE: Final = "Cette référence est déjà donnée plus haut."
STAYS: Final = "Ce logement est publié : retirez-le, puis envoyez-le à nouveau, pour le corriger."
BATCH = 2_000  # rows of one statement


class Outcome(models.TextChoices):
    CREATED = "cree", "Créé"
    UPDATED = "modifie", "Modifié"
    UNCHANGED = "inchange", "Inchangé"
    REFUSED = "refuse", "Refusé"


@dataclass(frozen=True)
class SentDwelling:
    """A dwelling as it came, checked (offers.rules): `columns` of Offer and OfferLocation, those given alone.

    `if_new`: columns that hold only for a dwelling that it creates.
    """

    reference: str
    columns: Mapping[str, Any]
    if_new: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Upserted:
    """What became of one. `remark`: why it was refused, or why it stays a draft where publishing was asked for."""

    reference: str
    outcome: Outcome
    offer: Offer | None = None
    remark: str = ""
    published: bool = False
    changed: frozenset[str] = field(default_factory=frozenset)


def known_references(*, references: Iterable[str], by: Author) -> set[str]:
    """Those that the landlord has a dwelling of, which has not ended."""
    found = Offer.objects.not_ended().filter(bailleur_id=by.organisation_id, reference__in=list(references))
    return set(found.values_list("reference", flat=True))


def plan_upsert(*, sent: Sequence[SentDwelling], publish: bool, by: Author, now: datetime) -> list[Upserted]:
    """What `upsert_offers` would do, in the order given. Writes nothing."""
    return _plan(sent, _known(sent, by), publish, by, now)


@transaction.atomic
def upsert_offers(*, sent: Sequence[SentDwelling], publish: bool, by: Author) -> list[Upserted]:
    """Creates or changes dwellings by their reference; with `publish`, shows those that are complete, at once.

    Idempotent. Two calls for one landlord follow each other: neither a duplicate nor a lost change. Dwellings that
    lack something, or whose closing has passed, stay drafts with a remark.
    """
    now = timezone.now()
    # One writer at a time for a landlord: a reference that two send is created once, then changed.
    Bailleur.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    known = _known(sent, by, lock=True)
    done = _plan(sent, known, publish, by, now)
    _write(done, by, now)
    return done


def _known(sent: Sequence[SentDwelling], by: Author, *, lock: bool = False) -> dict[str, Offer]:
    """The landlord's dwellings of these references that have not ended."""
    found = Offer.objects.not_ended().filter(
        bailleur_id=by.organisation_id, reference__in=[one.reference for one in sent]
    )
    if lock:
        found = found.select_for_update(of=("self",))
    return {offer.reference: offer for offer in found.select_related("location").order_by("id")}


def _plan(
    sent: Sequence[SentDwelling], known: Mapping[str, Offer], publish: bool, by: Author, now: datetime
) -> list[Upserted]:
    blank = Offer(bailleur_id=by.organisation_id, closes_at=default_closing(now))
    blank.location = OfferLocation()
    seen: set[str] = set()
    done = []
    for one in sent:
        if one.reference in seen:
            done.append(Upserted(one.reference, Outcome.REFUSED, remark=TWICE))
            continue
        seen.add(one.reference)
        offer = known.get(one.reference)
        result = _changed(one, offer) if offer else _new(one, blank)
        if publish and result.offer is not None and can_edit(result.offer):
            _publish(result, result.offer, now)
        done.append(result)
    return done


def default_closing(now: datetime) -> datetime:
    """When a new dwelling closes unless its landlord says otherwise."""
    return closing_of(default_day(timezone.localdate(now)))


def _new(one: SentDwelling, blank: Offer) -> Upserted:
    offer, location = twin(blank), twin(blank.location)
    offer.id, offer.reference = uuid4(), one.reference
    location.offer = offer
    offer.location = location
    _set(offer, {**one.if_new, **one.columns})
    return Upserted(one.reference, Outcome.CREATED, offer)


def _changed(one: SentDwelling, offer: Offer) -> Upserted:
    columns = dict(one.columns)
    if "commune_id" in columns and columns["commune_id"] != offer.location.commune_id:
        # A door of another commune would stand beside this one.
        columns.setdefault("lat", None)
        columns.setdefault("lon", None)
    changed = frozenset(name for name, value in columns.items() if _value(offer, name) != value)
    if not changed:
        return Upserted(one.reference, Outcome.UNCHANGED, offer)
    if not can_edit(offer):
        return Upserted(one.reference, Outcome.REFUSED, offer, STAYS)
    _set(offer, {name: columns[name] for name in changed})
    return Upserted(one.reference, Outcome.UPDATED, offer, changed=changed)


def _value(offer: Offer, name: str) -> Any:
    return getattr(offer.location if name in OF_LOCATION else offer, name)


def _set(offer: Offer, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(offer.location if name in OF_LOCATION else offer, name, value)


def _publish(result: Upserted, offer: Offer, now: datetime) -> None:
    try:
        check_can_publish(offer, now)
    except WrongState as error:
        result.remark = f"Reste en brouillon. {error}"
        return
    offer.state = OFFER_MOVES.target(PUBLISH, offer.state, refusal="")
    offer.listed, offer.published_at = True, now
    result.published = True
    if result.outcome == Outcome.UNCHANGED:
        result.outcome = Outcome.UPDATED


def _write(done: Sequence[Upserted], by: Author, now: datetime) -> None:
    created = [one.offer for one in done if one.offer and one.outcome == Outcome.CREATED]
    # The place first (its foreign key waits for the commit): the dwelling then finds its département as it is written,
    # instead of being written once more with it.
    copy_new([offer.location for offer in created])
    copy_new(created)
    updated = [one for one in done if one.offer and one.outcome == Outcome.UPDATED]
    _change(Offer, [one.offer for one in updated], _facts_changed(updated))
    elsewhere = [one for one in updated if one.changed & OF_LOCATION]
    _change(OfferLocation, [one.offer.location for one in elsewhere if one.offer], _places_changed(elsewhere))
    published = [one.offer for one in done if one.offer and one.published]
    moved = OfferTransition(
        at=now,
        from_state=OfferState.DRAFT,
        to_state=OfferState.PUBLISHED,
        by=by.user,
        organisation_id=by.organisation_id,
        client=client_of(by),
    )
    insert_alike(moved, "offer_id", [offer.id for offer in published])
    if published:
        offers_published.send(Offer, offer_ids=[offer.id for offer in published])


def _facts_changed(updated: Iterable[Upserted]) -> set[str]:
    names = {name for one in updated for name in one.changed - OF_LOCATION}
    return names | ({"state", "listed", "published_at"} if any(one.published for one in updated) else set())


def _places_changed(moved: Iterable[Upserted]) -> set[str]:
    return {name for one in moved for name in one.changed & OF_LOCATION}


def _change(model: type[models.Model], rows: Sequence[Any], names: set[str]) -> None:
    """One statement for a batch: written as an insertion that always meets its row."""
    if not rows or not names:
        return
    model._default_manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=sorted(names),
    )
