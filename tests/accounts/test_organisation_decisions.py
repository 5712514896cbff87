"""A new organisation: proposed once, made a day after two people agreed."""

import pytest
from django.urls import reverse

from accounts.models import Decision, DecisionKind, Membership, Organisation, OrganisationKind
from accounts.tasks import carry_out_decisions
from associations.models import Association
from bailleurs.models import Bailleur
from tests import factories
from tests.accounts.deciding import LIST, ask, confirm, has_factor, later
from tests.api.test_at_once import at_once
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
TYPED = {"kind": "association", "name": "Louise Michel Sud", "regions": ["32"]}


@pytest.mark.parametrize("kind", ["association", "bailleur", "union", "partner"])
def test_exists_once_two_agreed_and_a_day_passed(
    kind: str, federation_member: Membership, second: Membership, sign_in: SignIn
) -> None:
    factories.commune()
    sign_in(federation_member).post(LIST, {**TYPED, "kind": kind})
    confirm(sign_in(second), Decision.objects.get())
    assert not Organisation.objects.filter(name="Louise Michel Sud").exists()

    with later(24):
        carry_out_decisions()

    made = Organisation.objects.get(name="Louise Michel Sud")
    assert made.kind == kind
    assert Association.objects.filter(organisation=made).exists() == (kind == OrganisationKind.ASSOCIATION)
    assert Bailleur.objects.filter(organisation=made).exists() == (kind == OrganisationKind.BAILLEUR)
    # Its first manager may now be invited.
    assert "Louise Michel Sud" in sign_in(federation_member).get(reverse("accounts:invitations")).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 500}, "name"),
        ({"kind": "federation"}, "kind"),
        ({"regions": []}, "regions"),
        ({"regions": ["zz"]}, "regions"),
    ],
)
def test_bad_input(changed: dict[str, object], field: str, federation_member: Membership, sign_in: SignIn) -> None:
    response = sign_in(federation_member).post(LIST, {**TYPED, **changed})

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not Decision.objects.exists()


def test_one_that_exists_is_not_proposed_again(
    federation_member: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    response = sign_in(federation_member).post(LIST, {**TYPED, "name": "association a"})

    assert "existe déjà" in response.content.decode()


def test_one_that_is_pending_is_not_proposed_again(
    federation_member: Membership, second: Membership, sign_in: SignIn
) -> None:
    client = sign_in(federation_member)
    client.post(LIST, TYPED)

    again = client.post(LIST, TYPED)
    other = sign_in(second).post(LIST, {**TYPED, "name": "LOUISE MICHEL SUD"})

    for response in (again, other):
        assert response.status_code == 422
        assert "déjà proposée" in response.context["form"].errors["name"][0]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_proposes_it_once(federation_member: Membership, sign_in: SignIn) -> None:
    clients = [sign_in(federation_member) for _ in range(4)]

    answers = at_once(*[lambda client=client: client.post(LIST, TYPED).status_code for client in clients])

    assert sorted(answers) == [302, 422, 422, 422]
    assert Decision.objects.count() == 1


def test_one_called_off_or_of_another_kind_may_be_proposed(federation_member: Membership, sign_in: SignIn) -> None:
    client = sign_in(federation_member)
    client.post(LIST, TYPED)
    assert client.post(LIST, {**TYPED, "kind": "bailleur"}).status_code == 302
    for decision in Decision.objects.all():
        client.post(reverse("accounts:refuse_decision", args=[decision.id]))

    assert client.post(LIST, TYPED).status_code == 302


def test_one_that_exists_by_then_is_called_off_and_holds_up_nobody(
    federation_member: Membership, second: Membership, lost: Membership, sign_in: SignIn
) -> None:
    """Two of one organisation, of before a twin was refused: the reset behind them still comes."""
    for _ in range(2):
        Decision.objects.create(
            kind=DecisionKind.ORGANISATION,
            new_kind=OrganisationKind.ASSOCIATION,
            new_name="Louise Michel Sud",
            asked_by=federation_member.user,
        )
    client = sign_in(second)
    for decision in Decision.objects.all():
        confirm(client, decision)
    confirm(client, ask(sign_in(federation_member), lost))

    with later(25):
        carry_out_decisions()

    assert Organisation.objects.filter(name="Louise Michel Sud").count() == 1
    assert not has_factor(lost)
    assert not Decision.objects.pending().exists()
    assert Decision.objects.filter(called_off_at__isnull=False, called_off_by__isnull=True).count() == 1
    assert "abandonnée : l’organisation existe déjà" in client.get(LIST).content.decode()
