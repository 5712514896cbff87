"""The parts of pages: each renders with what its comment asks for, and ties words to controls."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory


@dataclass
class Chip:
    icon: str = "key"
    text: str = "Bail direct"
    kind: str = "neutral"
    sentence: str = ""


@dataclass
class Card:
    title: str = "T3 · 62 m² · 3e étage, ascenseur"
    place: str = "Roubaix, Le Pile"
    rent: str = "612,40 € charges comprises"


@dataclass
class FullCard(Card):
    available: str = "Libre le 12 mars 2026"
    chips: list[Chip] = field(default_factory=lambda: [Chip(), Chip(kind="watch", sentence="À vérifier avant.")])
    distances: list[str] = field(default_factory=lambda: ["env. 4 km du travail"])
    closing: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(days=3))
    map_key: str = "59512"
    url: str = "/logements/1/"
    action_label: str = "Voir le logement"


@dataclass
class Step:
    label: str
    state: str
    holder: str = ""


class DwellingForm(forms.Form):
    reference = forms.CharField(label="Référence", help_text="Celle de votre logiciel.")
    solutions = forms.MultipleChoiceField(
        label="Solutions", choices=[("a", "Bail direct")], widget=forms.CheckboxSelectMultiple
    )
    step_free = forms.BooleanField(label="De plain-pied", required=False)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, path: str = "/", **context) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


LATER = datetime.now(UTC) + timedelta(days=3)


@pytest.mark.parametrize(
    "source",
    [
        '{% include "parts/chip.html" with icon="check2" text="Convient" kind="ok" only %}',
        '{% include "parts/chip.html" with icon="check2" text="Convient" kind="ok" sentence="Tout va." only %}',
        '{% include "parts/clock.html" with deadline=later only %}',
        '{% include "parts/clock.html" with deadline=later rule="Cinq jours ouvrés." only %}',
        '{% include "parts/offer_card.html" with card=card only %}',
        '{% include "parts/offer_card.html" with card=full_card heading="h2" only %}',
        '{% include "parts/steps.html" with steps=steps label="Parcours" only %}',
        '{% include "parts/todo_row.html" with what="Lire" url="/x" button="Ouvrir" only %}',
        (
            '{% include "parts/todo_row.html" with what="Lire" file="Mésange 42" url="/x" button="Ouvrir" due=later '
            'note="Vite." only %}'
        ),
        '{% include "parts/audience.html" with who="vous" only %}',
        '{% include "parts/error_summary.html" with form=form only %}',
        '{% include "parts/fields.html" with form=form only %}',
        '{% include "parts/fields.html" with form=form plain=True only %}',
        '{% include "parts/field.html" with field=form.reference suffix="m²" tight=True only %}',
        '{% include "parts/pagination.html" with page_obj=page only %}',
        '{% include "parts/empty.html" with title="Rien d’urgent." only %}',
        '{% include "parts/empty.html" with title="Rien" text="Voir" url="/x" action="Voir" icon="house" only %}',
        '{% include "parts/data_bar.html" with label="Logements" value=18 target=27 unit="logements" only %}',
        (
            '{% include "parts/data_bar.html" with label="Logements" value=18 target=27 unit="logements" due=22 '
            'due_label="Attendu" rows=rows source="Presse" only %}'
        ),
        '{% include "parts/map.html" with points=points points_id="points" only %}',
        (
            '{% include "parts/map.html" with points=points points_id="points" unit="ménage,ménages" label="Carte" '
            'tile_url="/tuiles" only %}'
        ),
    ],
)
def test_each_part_needs_only_what_it_asks_for(source):
    """Unknown template variables fail the suite: an optional parameter left out must not."""
    html = render(
        source,
        later=LATER,
        card=Card(),
        full_card=FullCard(),
        steps=[Step("Demandé", "done"), Step("Transmis", "now", "chez le bailleur"), Step("Clés", "next")],
        form=DwellingForm(),
        page=Paginator(range(50), 20).page(2),
        rows=[("2024", 12)],
        points=[{"key": "59512", "label": "Roubaix", "count": 3, "lat": 50.69, "lon": 3.18}],
    )
    assert " style=" not in html


def test_a_field_in_error_names_its_help_and_its_error():
    form = DwellingForm({"step_free": "on"})
    html = render('{% include "parts/fields.html" with form=form only %}', form=form)
    assert 'aria-describedby="id_reference_helptext id_reference_error"' in html
    assert 'id="id_reference_helptext"' in html
    assert 'id="id_reference_error"' in html
    assert '<input type="hidden" name="draft"' in html


def test_the_summary_leads_to_each_field_in_error():
    form = DwellingForm({})
    html = render('{% include "parts/error_summary.html" with form=form only %}', form=form)
    html += render('{% include "parts/fields.html" with form=form only %}', form=form)
    for name in ("reference", "solutions"):
        assert f'href="#id_{name}_field"' in html
        assert f'id="id_{name}_field"' in html
    assert 'href="#id_step_free_field"' not in html


def test_a_form_without_error_has_no_summary():
    html = render('{% include "parts/error_summary.html" with form=form only %}', form=DwellingForm())
    assert "À corriger" not in html


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(50), 20).page(2)
    html = render(
        '{% include "parts/pagination.html" with page_obj=page only %}', "/logements/?typology=T3&page=2", page=page
    )
    assert 'href="?typology=T3&amp;page=3"' in html
    assert 'href="?typology=T3&amp;page=1"' in html
    assert "Page 2 sur 3" in html


def test_what_is_typed_is_never_markup():
    html = render('{% include "parts/offer_card.html" with card=card only %}', card=Card(title="<b>T3</b>"))
    assert "<b>T3</b>" not in html
