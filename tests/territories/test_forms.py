"""Fields where communes and places are typed."""

import pytest
from django import forms
from django.http import QueryDict

from territories.communes import CommuneRecord, index
from territories.forms import CommuneField, CommuneListField, PlaceField, wants_neighbours
from territories.places import Place


class Search(forms.Form):
    commune = CommuneField(label="Commune")
    work = PlaceField(label="Travail", required=False)
    wanted = CommuneListField(label="Communes souhaitées", required=False)


def posted(**values: str | list[str]) -> Search:
    data = QueryDict(mutable=True)
    data["commune"] = "Lille"
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Search(data)


def valid(form: Search) -> dict[str, object]:
    assert form.is_valid(), form.errors
    return form.cleaned_data


def record(code: str) -> CommuneRecord:
    found = index().get(code)
    assert found is not None
    return found


# --- One commune -----------------------------------------------------------------------------------------------------


def test_a_name_is_enough_without_a_code() -> None:
    assert valid(posted(commune="59000 Lille"))["commune"] == record("59350")


def test_the_text_wins_over_the_hidden_code() -> None:
    assert valid(posted(commune="Roubaix", commune_code="59350"))["commune"] == record("59512")


def test_an_empty_box_is_an_error_only_when_required() -> None:
    form = posted(commune="  ", commune_code="59350")

    assert form.errors == {"commune": ["Indiquez une commune."]}
    assert valid(posted())["work"] is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Saint-Denis", "Précisez la commune"),
        ("xqzwkjh", "Commune inconnue"),
        ("L" * 20_000, "trop long"),
        ("\x00", "Commune inconnue"),
    ],
)
def test_bad_input_is_explained_and_nothing_typed_is_lost(typed: str, message: str) -> None:
    form = posted(commune=typed)

    assert message in form.errors["commune"][0]
    assert f'value="{typed}"' in str(form["commune"])


def test_markup_of_the_box() -> None:
    html = str(Search(prefix="zones-0", initial={"commune": "59350"})["commune"])

    assert '<div class="commune-field" data-url="/territoires/communes/">' in html
    assert 'name="zones-0-commune"' in html
    assert 'id="id_zones-0-commune"' in html
    assert 'value="Lille (59)"' in html
    assert '<input type="hidden" name="zones-0-commune_code" value="59350" autocomplete="off">' in html
    assert 'role="combobox"' in html
    assert 'autocomplete="off"' in html
    assert 'aria-controls="id_zones-0-commune_list"' in html
    assert 'id="id_zones-0-commune_list"' in html
    assert "style=" not in html


def test_an_error_is_tied_to_the_box() -> None:
    html = str(posted(commune="xqzwkjh")["commune"])

    assert 'aria-invalid="true"' in html
    assert "required" in html


def test_typed_text_is_escaped() -> None:
    assert "<script>" not in str(posted(commune='"><script>', commune_code='"><script>')["commune"])


def test_what_has_not_changed_has_not_changed() -> None:
    initial = {"commune": "59350", "wanted": ["59512"]}
    data = {"commune": "Lille (59)", "commune_code": "59350", "work": "", "wanted": "", "wanted_codes": ["59512"]}

    assert Search(data, initial=initial).changed_data == []
    assert Search({**data, "commune": "Roubaix"}, initial=initial).changed_data == ["commune"]
    assert Search({**data, "wanted": "Roubaix"}, initial=initial).changed_data == ["wanted"]
    assert Search({**data, "wanted_codes": []}, initial=initial).changed_data == ["wanted"]


def test_the_script_comes_with_the_form_and_is_no_inline() -> None:
    assert str(Search().media).splitlines() == [
        '<link href="/static/css/commune-field.css" media="all" rel="stylesheet">',
        '<script src="/static/js/commune-field.js" defer></script>',
    ]


# --- A place ---------------------------------------------------------------------------------------------------------


def test_a_place_is_a_commune_or_a_point() -> None:
    town, point = valid(posted(work="Étaples"))["work"], valid(posted(work="50.6312, 3.0612"))["work"]

    assert isinstance(town, Place)
    assert (town.label, town.site) == ("Étaples (62)", index().site("62318"))
    assert isinstance(point, Place)
    assert point.site.commune is None


def test_a_place_is_shown_again_as_it_was() -> None:
    place = valid(posted(work="Étaples"))["work"]
    html = str(Search(initial={"work": place})["work"])

    assert 'value="Étaples (62)"' in html
    assert 'value="62318"' in html
    assert 'value="50.6312, 3.0612"' in str(Search(initial={"work": "50.6312, 3.0612"})["work"])


# --- Several communes ------------------------------------------------------------------------------------------------


def test_several_communes_typed_and_ticked() -> None:
    found = valid(posted(wanted="Roubaix, 59200 Tourcoing; Lille (59)", wanted_codes=["59009", "59350"]))["wanted"]

    assert found == tuple(map(record, ["59009", "59350", "59512", "59599"]))


def test_an_unclear_name_in_a_list_is_named_and_the_rest_is_kept() -> None:
    form = posted(wanted="Roubaix, xqzwkjh", wanted_codes=["59350"])

    assert form.errors["wanted"] == ["« xqzwkjh » : Commune inconnue. Écrivez son nom ou son code postal."]
    html = str(form["wanted"])
    assert 'value="Roubaix, xqzwkjh"' in html
    assert 'value="59350"' in html


def test_codes_that_no_page_of_ours_wrote_are_left_out() -> None:
    assert valid(posted(wanted_codes=["00000", "<b>", "59350"]))["wanted"] == (record("59350"),)


def test_a_list_has_an_end() -> None:
    too_many = [one.code for one in index().all()[:301]]

    assert posted(wanted_codes=too_many).errors["wanted"] == ["Au plus 300 communes dans une liste."]
    assert "trop long" in posted(wanted="Lille," * 100).errors["wanted"][0]


def test_a_required_list_may_be_ticked_alone() -> None:
    class Required(forms.Form):
        wanted = CommuneListField(label="Communes")

    assert Required(QueryDict("wanted=&wanted_codes=59350")).is_valid()
    assert Required(QueryDict("wanted=")).errors == {"wanted": ["Indiquez au moins une commune."]}
    assert " required" not in str(Required()["wanted"])


def test_neighbours_are_proposed_without_any_script() -> None:
    form = posted(wanted="Lille", wanted_codes=["59512"], wanted_voisines="1")
    html = str(form["wanted"])

    assert wants_neighbours(form.data)
    assert not wants_neighbours(posted().data)
    assert html.index('value="59512"') < html.index('value="59350"') < html.index("Communes voisines")
    assert html.count('value="59350"') == 1  # chosen, hence not proposed as a neighbour of Roubaix
    assert "La Madeleine (59)" in html
    assert "Wattrelos (59)" in html
    assert "Communes voisines" not in str(posted(wanted_codes=["59512"])["wanted"])


def test_what_is_unclear_stays_in_the_box_when_neighbours_are_asked() -> None:
    html = str(posted(wanted="Lille, Saint-Denis", wanted_voisines="1")["wanted"])

    assert 'value="Saint-Denis"' in html
    assert 'value="59350"' in html
