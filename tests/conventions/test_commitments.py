"""What was promised: figures side by side with their sources, one retained, by whom and why; never two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from accounts.models import Membership
from bailleurs.models import Bailleur
from common.templatetags.formats import date_fr
from conventions import actions
from conventions.models import Channel, Commitment, Convention, Unit
from conventions.models.commitment import CommitmentQuerySet
from conventions.policies import WrongFact
from conventions.promises import promises
from tests.conventions.parts import ANOTHER, make_convention, promise, sign
from tests.conventions.test_conventions import done, page, refusal
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(coordinator: Membership) -> Convention:
    return make_convention(coordinator)


def typed(**changed: str) -> dict[str, str]:
    return {
        "bailleur": "",
        "channel": "platform",
        "quantity": "27",
        "starts_on": "2021-03-25",
        "ends_on": "2024-03-24",
        "source": "article de l’URH",
    } | changed


class TestTyping:
    def test_a_figure_is_added_with_its_source_and_is_not_retained(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        shown = done(sign_in(coordinator), f"/conventions/{convention.id}/engagements/ajouter/", typed())

        assert 'title="Source : article de l’URH">27<' in shown
        assert "Retenir ce chiffre" in shown
        made = Commitment.objects.get()
        assert (made.bailleur, made.unit, made.retained) == (None, Unit.DWELLINGS, False)

    def test_on_request_rehousings_are_promised(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        address = f"/conventions/{convention.id}/engagements/ajouter/"
        done(sign_in(coordinator), address, typed(channel="interpellation", quantity="75"))
        assert Commitment.objects.get().unit == Unit.REHOUSINGS

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"quantity": "0"}, "Au moins 1."),
            ({"quantity": "-3"}, "Au moins 1."),
            ({"quantity": "=1+1"}, "Donnez un nombre entier."),
            ({"quantity": "99999999999"}, "Au plus 100000."),
            ({"quantity": ""}, "Donnez la quantité"),
            ({"channel": ""}, "Choisissez la voie."),
            ({"channel": "autre"}, "Choisissez dans la liste."),
            ({"source": "  "}, "Donnez la source"),
            ({"source": "é" * 251}, "Au plus 250 caractères"),
            ({"source": "Mme Unetelle, 06 12 34 56 78"}, "Retirez les numéros"),
            ({"starts_on": "2021-03-24"}, "l’engagement y tient"),
            ({"ends_on": "2024-03-25"}, "l’engagement y tient"),
            ({"ends_on": "2021-03-24"}, "finit après avoir commencé"),
            ({"starts_on": "un jour"}, "Donnez une date"),
            ({"bailleur": "00000000-0000-0000-0000-000000000000"}, "Choisissez dans la liste."),
        ],
    )
    def test_what_does_not_hold_is_said_beside_its_field(
        self, coordinator: Membership, convention: Convention, changed: dict[str, str], sentence: str, sign_in: SignIn
    ) -> None:
        address = f"/conventions/{convention.id}/engagements/ajouter/"
        assert sentence in refusal(sign_in(coordinator), address, typed(**changed))
        assert not Commitment.objects.exists()

    def test_a_landlord_promises_once_it_has_signed(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        client, address = sign_in(coordinator), f"/conventions/{convention.id}/engagements/ajouter/"
        own = typed(bailleur=str(bailleur.pk), quantity="9")
        refusal(client, address, own)
        with pytest.raises(WrongFact, match="n’a pas signé"):
            actions.add_commitment(
                convention=convention,
                channel=Channel.PLATFORM,
                starts_on=convention.starts_on,
                ends_on=convention.ends_on,
                quantity=9,
                source="son site",
                bailleur=bailleur.organisation,
                by=coordinator,
            )
        sign(convention, bailleur.organisation, date(2022, 1, 1))
        assert "n’a signé que le 1er janvier 2022" in refusal(client, address, own | {"ends_on": "2021-12-31"})

        done(client, address, own)

        assert Commitment.objects.get().bailleur == bailleur.organisation

    def test_the_same_figure_of_the_same_source_is_one(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        client, address = sign_in(coordinator), f"/conventions/{convention.id}/engagements/ajouter/"
        done(client, address, typed())
        assert "déjà saisi" in refusal(client, address, typed())
        done(client, address, typed(source="communiqué"))
        assert Commitment.objects.count() == 2

    def test_one_typed_by_mistake_is_corrected_or_removed_unless_it_is_retained(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        client, one = sign_in(coordinator), promise(convention, 72)
        address = f"/conventions/engagements/{one.id}/"
        assert 'value="72"' in page(client, address)
        done(client, address, typed())
        one.refresh_from_db()
        assert one.quantity == 27

        actions.retain_commitment(commitment=one, why="Le plus récent.", by=coordinator)
        assert "revenez d’abord sur cette décision" in refusal(client, address, typed(quantity="72"))
        assert "revenez d’abord sur cette décision" in refusal(client, f"{address}retirer/", {})
        assert "Qui a décidé" in page(client, f"{address}ne-plus-retenir/")
        done(client, f"{address}ne-plus-retenir/")
        one.refresh_from_db()
        assert (one.retained, one.why, one.decided_by, one.decided_on) == (False, "", None, None)
        assert "texte 72" not in page(client, f"{address}retirer/")
        done(client, f"{address}retirer/")
        assert not Commitment.objects.exists()
        assert client.get(address).status_code == 404

    def test_that_of_another_region_does_not_exist(self, coordinator: Membership, sign_in: SignIn) -> None:
        make_convention(coordinator)
        other = promise(make_convention(of=ANOTHER), 27)
        client = sign_in(coordinator)
        for part in ("", "retenir/", "ne-plus-retenir/", "retirer/"):
            assert client.get(f"/conventions/engagements/{other.id}/{part}").status_code == 404
            assert client.post(f"/conventions/engagements/{other.id}/{part}", typed()).status_code == 404
        with pytest.raises(Convention.DoesNotExist):
            actions.retain_commitment(commitment=other, why="La mienne.", by=coordinator)


class TestReading:
    def test_18_and_27_stand_side_by_side_apart_from_rehousings_and_from_each_landlord(
        self, convention: Convention, bailleur: Bailleur
    ) -> None:
        promise(convention, 75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
        promise(convention, 27)
        promise(convention, 18)
        promise(convention, 9, bailleur=bailleur.organisation)

        collective, own = promises(convention.commitments.in_reading_order())

        assert [(one.channel, [figure.quantity for figure in one.figures]) for one in collective] == [
            ("Logements mis sur la plateforme", [18, 27]),
            ("Relogements sur demande", [75]),
        ]
        assert [(one.by, [figure.quantity for figure in one.figures]) for one in own] == [("Bailleur A", [9])]
        assert [one.undecided for one in collective] == [True, False]

    def test_figures_of_other_periods_are_other_promises(self, convention: Convention) -> None:
        promise(convention, 18, ends_on=date(2022, 3, 24))
        promise(convention, 27, starts_on=date(2022, 3, 25))

        collective, _ = promises(convention.commitments.in_reading_order())

        assert [[figure.quantity for figure in one.figures] for one in collective] == [[18], [27]]

    def test_nothing_is_added(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        """Sums of two of 1018, 2700, 7500 and 40009, whichever they are, stand nowhere."""
        promise(convention, 75_00, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
        promise(convention, 27_00)
        promise(convention, 10_18)
        promise(convention, 400_09, bailleur=bailleur.organisation)

        shown = page(sign_in(coordinator), f"/conventions/{convention.id}/").replace("\u202f", "")

        for one in (75_00, 27_00, 10_18, 400_09):
            assert f">{one}<" in shown
        for total in (10200, 3718, 8518, 11218, 42709, 41027, 47509, 51227):
            assert str(total) not in shown


class TestRetaining:
    def test_one_is_retained_with_who_when_and_why_and_the_other_no_longer_is(
        self, coordinator: Membership, federation_member: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        low, high = promise(convention, 18), promise(convention, 27)
        actions.retain_commitment(commitment=low, why="Le communiqué.", by=federation_member)
        client, address = sign_in(coordinator), f"/conventions/engagements/{high.id}/retenir/"
        asked = page(client, address)
        for text in ("texte 18", "Le communiqué.", "Retenu jusqu’ici", federation_member.user.name):
            assert text in asked

        shown = done(client, address, {"lus": str(low.id), "why": "Le texte qui liste les 17."})

        for text in ("Le texte qui liste les 17.", coordinator.user.name, date_fr(timezone.localdate())):
            assert text in shown
        low.refresh_from_db()
        high.refresh_from_db()
        assert (low.retained, low.why, low.decided_by) == (False, "", None)
        assert (high.retained, high.decided_by, high.decided_on) == (
            True,
            coordinator.user,
            timezone.localdate(),
        )

    def test_without_a_reason_nothing_is_retained(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        one = promise(convention, 27)
        shown = refusal(sign_in(coordinator), f"/conventions/engagements/{one.id}/retenir/", {"why": " "})
        assert "Dites pourquoi" in shown
        assert not Commitment.objects.retained_ones().exists()

    def test_others_things_stay_retained(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur
    ) -> None:
        others = [
            promise(convention, 75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS),
            promise(convention, 9, bailleur=bailleur.organisation),
            promise(convention, 20, ends_on=date(2021, 12, 31)),
        ]
        late = promise(convention, 27, starts_on=date(2022, 1, 1))
        for one in (*others, late):
            actions.retain_commitment(commitment=one, why="Seul publié.", by=coordinator)

        assert Commitment.objects.retained_ones().count() == 4

    def test_all_those_of_its_days_give_way(self, coordinator: Membership, convention: Convention) -> None:
        for fields in ({"ends_on": date(2021, 12, 31)}, {"starts_on": date(2022, 1, 1)}):
            part = promise(convention, 20, **fields)
            actions.retain_commitment(commitment=part, why="D’abord.", by=coordinator)
        whole = promise(convention, 27)

        actions.retain_commitment(commitment=whole, why="Pour toute la période.", by=coordinator)

        assert list(Commitment.objects.retained_ones()) == [whole]

    @pytest.mark.parametrize("seen", ["", "autre chose", "00000000-0000-0000-0000-000000000000"])
    def test_a_decision_that_she_has_not_read_is_not_undone(
        self,
        coordinator: Membership,
        federation_member: Membership,
        convention: Convention,
        seen: str,
        sign_in: SignIn,
    ) -> None:
        low, high = promise(convention, 18), promise(convention, 27)
        actions.retain_commitment(commitment=low, why="Décidé entre-temps.", by=federation_member)
        client, address = sign_in(coordinator), f"/conventions/engagements/{high.id}/retenir/"

        shown = refusal(client, address, {"lus": seen, "why": "Le texte qui liste les 17."})

        for text in ("vient d’être retenu", "Décidé entre-temps.", "Le texte qui liste les 17.", str(low.id)):
            assert text in shown
        assert list(Commitment.objects.retained_ones()) == [low]

    def test_the_database_refuses_two_of_one_thing(
        self, convention: Convention, bailleur: Bailleur, other_bailleur: Bailleur
    ) -> None:
        def retained(quantity: int, **fields: Any) -> None:
            with transaction.atomic():
                promise(convention, quantity, retained=True, why="parce que", **fields)

        retained(18, ends_on=date(2022, 3, 24))
        with pytest.raises(IntegrityError, match="commitment_one_retained"):
            retained(27, starts_on=date(2022, 3, 24))  # one day in common
        retained(27, starts_on=date(2022, 3, 25))
        retained(75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
        for landlord in (bailleur, other_bailleur):
            retained(9, bailleur=landlord.organisation)
        with pytest.raises(IntegrityError, match="commitment_one_retained"):
            retained(10, bailleur=bailleur.organisation)
        with pytest.raises(IntegrityError, match="commitment_retained_why"), transaction.atomic():
            promise(convention, 5, bailleur=other_bailleur.organisation, retained=True)

    def test_what_the_database_refuses_is_a_sentence(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever the action did not see."""
        promise(convention, 18, retained=True, why="parce que")
        high = promise(convention, 27)
        monkeypatch.setattr(CommitmentQuerySet, "rivals_of", lambda self, _: self.none())

        shown = refusal(sign_in(coordinator), f"/conventions/engagements/{high.id}/retenir/", {"why": "Le plus sûr."})

        assert "vient d’être retenu" in shown
        assert [one.quantity for one in Commitment.objects.retained_ones()] == [18]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told(coordinator: Membership, federation_member: Membership) -> None:
    convention = make_convention(coordinator)
    low, high = promise(convention, 18), promise(convention, 27)
    barrier = Barrier(2)

    def decide(one: Commitment, by: Membership) -> str:
        """What she is told; nothing when hers is retained."""
        try:
            barrier.wait(timeout=60)
            actions.retain_commitment(commitment=one, why="Parce que.", instead_of=(), by=by)
        except WrongFact as error:
            return str(error)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(decide, (low, high), (coordinator, federation_member)))

    assert sorted(said)[0] == ""
    assert "vient d’être retenu" in sorted(said)[1]
    assert Commitment.objects.retained_ones().count() == 1
