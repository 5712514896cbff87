"""Sites to equip with the posters of the 3919."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from common.transitions import WrongState
from conventions.landlords import landlords_of
from conventions.models import PosterSite

TO_COME = "Ce jour est à venir : un site est équipé une fois ses affiches posées."
NAMED = "Ce bailleur a déjà un site de ce nom."
EQUIPPED = "Ce site est équipé : annulez d’abord la pose de ses affiches."


@transaction.atomic
def add_poster_site(
    *, bailleur: Organisation, name: str, kind: str, equipped_on: date | None = None, by: Membership
) -> PosterSite:
    """Raises WrongState for a name that this landlord has, or a day to come; Organisation.DoesNotExist for a landlord
    that she does not follow.
    """
    _check(equipped_on)
    site = PosterSite(
        bailleur=landlords_of(by).get(id=bailleur.id), name=name, kind=kind, equipped_on=equipped_on, typed_by=by.user
    )
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as error:
        if "poster_site_once" not in str(error):
            raise
        raise WrongState(NAMED) from error
    return site


@transaction.atomic
def equip_site(*, site: PosterSite, equipped_on: date, by: Membership) -> PosterSite:
    """The posters are up. Raises WrongState for a day to come, PosterSite.DoesNotExist for a site of others."""
    _check(equipped_on)
    return _set(site, equipped_on, by)


@transaction.atomic
def unequip_site(*, site: PosterSite, by: Membership) -> PosterSite:
    """They were not, after all, or no longer are. Raises PosterSite.DoesNotExist for a site of others."""
    return _set(site, None, by)


@transaction.atomic
def remove_site(*, site: PosterSite, by: Membership) -> None:
    """A site named by mistake. Raises WrongState once equipped, PosterSite.DoesNotExist for a site of others."""
    site = _locked(site, by)
    if site.equipped_on is not None:
        raise WrongState(EQUIPPED)
    site.delete()


def _check(equipped_on: date | None) -> None:
    if equipped_on is not None and equipped_on > timezone.localdate():
        raise WrongState(TO_COME)


def _locked(site: PosterSite, by: Membership) -> PosterSite:
    return PosterSite.objects.read_by(by).select_for_update(of=("self",)).get(id=site.id)


def _set(site: PosterSite, equipped_on: date | None, by: Membership) -> PosterSite:
    site = _locked(site, by)
    site.equipped_on, site.typed_by = equipped_on, by.user
    site.save(update_fields=["equipped_on", "typed_by"])
    return site
