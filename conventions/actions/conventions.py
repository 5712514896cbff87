"""Writes of a convention itself: its dates and place, who signs it, the titles of its texts, its switch."""

from datetime import date

from django.db import transaction

from accounts.models import Membership, Organisation
from conventions.actions.writing import locked, refusing
from conventions.models import Convention, ConventionDocument, Level, Signatory, SwitchChange
from conventions.policies import (
    WrongFact,
    check_can_frame,
    check_can_remove_signatory,
    check_convention,
    check_document,
    check_signature,
)
from conventions.territory import Place, may_write, organisations_of

KNOWN = "Une convention de ce nom, signée ce jour, existe déjà."
SIGNED_ALREADY = "Cette organisation est déjà signataire."
NOT_HERS = "Cette organisation n’est pas dans vos régions : demandez à la FNSF de l’ajouter."
KNOWN_DOCUMENT = "Ce document, à cette date, est déjà dans la liste."


@transaction.atomic
def create_convention(
    *, name: str, place: Place, signed_on: date, starts_on: date, ends_on: date, note: str = "", by: Membership
) -> Convention:
    """Both days of the period included. The place says its level. Raises WrongFact."""
    if not may_write(by, place):
        raise WrongFact("where", "Ce territoire n’est pas dans vos régions.")
    convention = _placed(Convention(), place)
    return _save(convention, name, signed_on, starts_on, ends_on, note)


@transaction.atomic
def correct_convention(
    *,
    convention: Convention,
    name: str,
    place: Place,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    note: str = "",
    by: Membership,
) -> Convention:
    """The same facts typed anew. A union leaves place and period as they are. Raises WrongFact."""
    found = _placed(locked(convention, by), place)
    found.starts_on, found.ends_on = starts_on, ends_on
    check_can_frame(found, Convention.objects.get(id=found.id), by)
    return _save(found, name, signed_on, starts_on, ends_on, note)


def _placed(convention: Convention, place: Place) -> Convention:
    convention.region_id, convention.departement_id = place.region_id, place.departement_id
    convention.level = Level.NATIONAL
    if place.departement_id:
        convention.level = Level.DEPARTMENTAL
    elif place.region_id:
        convention.level = Level.REGIONAL
    return convention


def _save(convention: Convention, name: str, signed_on: date, starts_on: date, ends_on: date, note: str) -> Convention:
    convention.name, convention.note = name, note
    convention.signed_on, convention.starts_on, convention.ends_on = signed_on, starts_on, ends_on
    check_convention(convention)
    with refusing({"convention_unique": WrongFact("name", KNOWN)}):
        convention.save()
    return convention


@transaction.atomic
def add_signatory(*, convention: Convention, organisation: Organisation, signed_on: date, by: Membership) -> Signatory:
    """An organisation of any kind, from the day it signed. Raises WrongFact."""
    convention = locked(convention, by)
    if not organisations_of(by).filter(id=organisation.id).exists():
        raise WrongFact("organisation", NOT_HERS)
    signatory = Signatory(convention=convention, organisation=organisation, signed_on=signed_on)
    check_signature(signatory)
    with refusing({"signatory_once": WrongFact("organisation", SIGNED_ALREADY)}):
        signatory.save()
    return signatory


@transaction.atomic
def correct_signatory(*, signatory: Signatory, signed_on: date, by: Membership) -> Signatory:
    """Since when it is one. Raises WrongFact."""
    locked(signatory.convention, by)
    found = Signatory.objects.select_related("convention").get(pk=signatory.pk)
    found.signed_on = signed_on
    check_signature(found)
    found.save(update_fields=["signed_on"])
    return found


@transaction.atomic
def remove_signatory(*, signatory: Signatory, by: Membership) -> None:
    """One typed by mistake. Raises WrongFact while it has commitments of its own."""
    locked(signatory.convention, by)
    check_can_remove_signatory(signatory)
    Signatory.objects.filter(pk=signatory.pk).delete()


@transaction.atomic
def add_document(*, convention: Convention, title: str, dated_on: date, by: Membership) -> ConventionDocument:
    """A text by its title and date, never the file. Raises WrongFact."""
    document = ConventionDocument(convention=locked(convention, by), title=title, dated_on=dated_on)
    check_document(document)
    with refusing({"convention_document_once": WrongFact("title", KNOWN_DOCUMENT)}):
        document.save()
    return document


@transaction.atomic
def remove_document(*, document: ConventionDocument, by: Membership) -> None:
    locked(document.convention, by)
    ConventionDocument.objects.filter(pk=document.pk).delete()


@transaction.atomic
def let_order_leave(*, convention: Convention, automatic: bool, by: Membership) -> Convention:
    """Whether the proposed order leaves by itself one working day after a closing that nobody ranked.

    A row says who changed it; what is already so changes nothing.
    """
    convention = Convention.objects.select_for_update().get(id=convention.id)
    if convention.automatic_order == automatic:
        return convention
    convention.automatic_order = automatic
    convention.save(update_fields=["automatic_order"])
    SwitchChange.objects.create(convention=convention, automatic_order=automatic, by=by.user)
    return convention
