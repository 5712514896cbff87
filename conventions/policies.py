"""What the state of a convention allows: its dates, who signed, what was promised, which figure is retained."""

from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Permission, permitted
from common.templatetags.formats import date_fr
from common.transitions import WrongState
from conventions.models import Channel, Commitment, ContextFigure, Convention, ConventionDocument, Signatory, Unit
from conventions.territory import Place, may_write

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)  # beyond, the years of a convention could no longer be told one by one
UNITS: Final = {Channel.PLATFORM: Unit.DWELLINGS, Channel.INTERPELLATION: Unit.REHOUSINGS}
# A count of households under it is not typed: what is public hides them (design: reports).
LEAST_FIGURE: Final = 11


class WrongFact(WrongState):
    """What is typed does not hold. `field`: the field of the form at fault, "" for the whole; `str(error)` is a French
    sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


def check_convention(convention: Convention) -> None:
    """Raises WrongFact unless its dates follow one another and hold what was already typed of it."""
    for field in ("signed_on", "starts_on", "ends_on"):
        _check_day(field, getattr(convention, field))
    if convention.ends_on <= convention.starts_on:
        raise WrongFact("ends_on", "La convention finit après avoir commencé : vérifiez les deux dates.")
    if convention.signed_on > convention.ends_on:
        raise WrongFact("signed_on", "Elle est signée avant sa fin : vérifiez les deux dates.")
    outside = Commitment.objects.filter(convention=convention).exclude(
        starts_on__gte=convention.starts_on, ends_on__lte=convention.ends_on
    )
    if outside.exists():
        raise WrongFact("ends_on", "Un engagement sortirait de la convention : corrigez d’abord sa période.")
    signed = Signatory.objects.filter(convention=convention).exclude(
        signed_on__gte=convention.signed_on, signed_on__lte=convention.ends_on
    )
    if signed.exists():
        raise WrongFact("signed_on", "Un signataire aurait signé avant ou après elle : corrigez d’abord sa date.")


def check_can_frame(convention: Convention, before: Convention, by: Membership) -> None:
    """Raises WrongFact when a union moves the place or the period of a convention.

    They decide of whom its reports count and when: the federation alone sets them.
    """
    frame = ("level", "region_id", "departement_id", "starts_on", "ends_on")
    moved = any(getattr(convention, name) != getattr(before, name) for name in frame)
    if moved and not permitted(by, Permission.RUN_CONVENTIONS):
        raise WrongFact("", "La période et le territoire d’une convention se corrigent avec la FNSF.")


def check_signature(signatory: Signatory) -> None:
    """Raises WrongFact unless it signed while the convention could be signed, and before what it promised ended."""
    convention, day = signatory.convention, signatory.signed_on
    if day < convention.signed_on:
        raise WrongFact("signed_on", f"La convention a été signée le {date_fr(convention.signed_on)} : pas avant.")
    if day > convention.ends_on:
        raise WrongFact("signed_on", f"La convention a pris fin le {date_fr(convention.ends_on)} : pas après.")
    if _promised_by(signatory).filter(ends_on__lt=day).exists():
        raise WrongFact("signed_on", "Un de ses engagements finit avant cette date : corrigez-le d’abord.")


def check_can_remove_signatory(signatory: Signatory) -> None:
    """Raises WrongFact while it has commitments of its own."""
    if _promised_by(signatory).exists():
        raise WrongFact("", "Ce bailleur a des engagements propres : retirez-les d’abord.")


def check_document(document: ConventionDocument) -> None:
    """Raises WrongFact unless its day is a likely one."""
    _check_day("dated_on", document.dated_on)


def check_commitment(commitment: Commitment) -> None:
    """Raises WrongFact unless it is a quantity, of the unit of its channel, for days of its convention, from somebody
    who signed it. One query for a landlord's own."""
    check_promise(commitment)
    if commitment.bailleur_id is not None:
        signed = Signatory.objects.landlords().filter(
            convention=commitment.convention_id, organisation=commitment.bailleur_id
        )
        check_signed_by_then(commitment, signed.values_list("signed_on", flat=True).first())


def check_promise(commitment: Commitment) -> None:
    """The same of its facts, whoever promised. Raises WrongFact."""
    convention = commitment.convention
    if commitment.quantity < 1:
        raise WrongFact("quantity", "Au moins 1.")
    if commitment.unit != UNITS[Channel(commitment.channel)]:
        raise WrongFact("channel", "Sur la plateforme on promet des logements, sur demande des relogements.")
    if not commitment.source:
        raise WrongFact("source", "Donnez la source : le texte, sa date.")
    if commitment.ends_on < commitment.starts_on:
        raise WrongFact("ends_on", "La période finit après avoir commencé : vérifiez les deux dates.")
    within = f"du {date_fr(convention.starts_on)} au {date_fr(convention.ends_on)}"
    if commitment.starts_on < convention.starts_on:
        raise WrongFact("starts_on", f"La convention va {within} : l’engagement y tient.")
    if commitment.ends_on > convention.ends_on:
        raise WrongFact("ends_on", f"La convention va {within} : l’engagement y tient.")


def check_signed_by_then(commitment: Commitment, since: date | None) -> None:
    """Of a landlord's own, `since` the day it signed. Raises WrongFact unless it did before its promise ended."""
    if since is None:
        raise WrongFact("bailleur", "Ce bailleur n’a pas signé la convention : ajoutez d’abord sa signature.")
    if since > commitment.ends_on:
        raise WrongFact("ends_on", f"Ce bailleur n’a signé que le {date_fr(since)}.")


def check_can_change(commitment: Commitment) -> None:
    """Raises WrongFact while it is retained: its figure is then somebody's decision."""
    if commitment.retained:
        raise WrongFact("", "Ce chiffre est retenu : revenez d’abord sur cette décision.")


def check_why(why: str) -> None:
    """Raises WrongFact unless a reason is given."""
    if not why:
        raise WrongFact("why", "Dites pourquoi ce chiffre : le comité le lira.")


def check_figure(figure: ContextFigure, by: Membership) -> None:
    """Raises WrongFact unless the figure counts a past period, is no count of few, has a source, and is of a place
    whose figures `by` types. One query for a union."""
    if not may_write(by, Place(figure.region_id, figure.departement_id)):
        raise WrongFact("where", "Ce territoire n’est pas dans vos régions.")
    check_published(figure)


def check_published(figure: ContextFigure) -> None:
    """The same, wherever it is of. Raises WrongFact."""
    if not figure.source:
        raise WrongFact("source", "Donnez la source : qui l’a publié, où.")
    if figure.value < LEAST_FIGURE:
        raise WrongFact("value", f"Au moins {LEAST_FIGURE} : un compte plus petit désigne des personnes.")
    today = timezone.localdate()
    for field, day in (("counted_on", figure.counted_on), ("published_on", figure.published_on)):
        if day is None:
            continue
        _check_day(field, day)
        if day > today:
            raise WrongFact(field, "Cette date est à venir.")


def _promised_by(signatory: Signatory) -> QuerySet[Commitment]:
    return Commitment.objects.filter(convention=signatory.convention_id).of_landlord(signatory.organisation_id)


def _check_day(field: str, day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise WrongFact(field, f"Donnez une date entre {FIRST_DAY.year} et {LAST_DAY.year}.")
