"""Numbers, addresses and links are refused however they are typed; ordinary words are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text_scan import refusals

SEPARATORS = st.sampled_from(
    [
        "",
        " ",
        ".",
        "-",
        " / ",
        "\u202f",
        "\u00a0",
        "_",
        ") ",
        ",",
        ", ",
        " : ",
        "\u2013",
        " \u2014 ",
        "\u00b7",
        "*",
        "|",
        " ... ",
    ]
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@st.composite
def spaced(draw: st.DrawFn, figures: int) -> str:
    text = ""
    for place in range(figures):
        text += str(draw(st.integers(0 if place else 1, 9))) + draw(SEPARATORS)
    return text


@given(number=spaced(9), before=st.sampled_from(["Mon numéro : 0", "appelez le 0", "+33 ", "0033"]))
def test_a_telephone(number: str, before: str) -> None:
    assert refusals(f"{before}{number} merci")


@given(number=st.one_of(spaced(13), spaced(15), spaced(18)))
def test_a_nir_or_a_registration_number(number: str) -> None:
    assert refusals(f"voici {number}")


@given(
    text=st.text(LETTERS + "0123456789", min_size=18, max_size=18).filter(
        lambda one: sum(sign.isdigit() for sign in one) >= 2
    )
)
def test_a_registration_number_of_letters_and_figures(text: str) -> None:
    assert refusals(f"son numéro est {text}.")


@given(start=spaced(5), letter=st.sampled_from("AaBb"), end=spaced(6))
def test_a_nir_of_corsica(start: str, letter: str, end: str) -> None:
    assert refusals(f"NIR : 2{start[1:]}2{letter}{end}")


@given(
    day=st.dates(min_value=date(2024, 1, 1), max_value=date(2049, 12, 31)),
    hour=st.integers(8, 19),
    quarter=st.sampled_from(["00", "15", "30", "45"]),
    rent=st.integers(15_000, 199_999),
    surface=st.integers(9, 180),
)
def test_a_sentence_about_a_dwelling_passes(day: date, hour: int, quarter: str, rent: int, surface: int) -> None:
    euros = f"{rent // 100},{rent % 100:02} €"
    for said in (
        f"Visite le {day:%d/%m/%Y} {hour:02}:{quarter}",
        f"Visite le {day:%d/%m/%Y} à {hour} h {quarter}, loyer de {euros}",
        f"{day:%d/%m/%Y} : {euros}",
        f"T3 de {surface} m2, {euros}, libre le {day:%d-%m-%Y}",
        f"CALEOL {day:%Y-%m-%d}",
    ):
        assert refusals(said) == ()


def test_a_long_text_is_read_at_once() -> None:
    """Nothing is tried twice: figures as far as they go would else take years."""
    for text in ("100 " * 125 + "x €", "100 " * 124 + "0 €", "1,2, " * 100 + "€", "a " * 250, "rue " + "a-" * 240):
        refusals(text)


@given(
    name=st.from_regex(r"[a-z]{1,8}\.?[a-z]{1,8}", fullmatch=True),
    at=st.sampled_from(["@", " @ ", "(at)", " arobase ", "[at]"]),
)
def test_an_e_mail(name: str, at: str) -> None:
    assert refusals(f"écrire à {name}{at}exemple.fr")


@pytest.mark.parametrize(
    "text",
    [
        "0590424000123GDPUB",
        "O6 12 34 56 78",
        "zéro six : 06-12-34-56-78",
        "2 85 03 2A 123 456 78",
        "285032A123456",
        "O6 I2 34 56 78",
        "06 et 12 et 34 et 56 et 78",
        "06/12/2034 56 78",
        "zéro six douze",
        "elle at exemple point fr",
        "gmail point com",
        "bit.ly/abc",
        "au 12 de la rue Foch",
        "12A rue Foch",
        "12-14 r. Foch",
        "12 place des fêtes",
        "rue des Lilas n° 12",
        "12 rue des Lilas",
        "12 bis, avenue Foch",
        "https://exemple.fr/x",
        "voir www.exemple",
        "\u0660\u0666 \u0661\u0662 \u0663\u0664 \u0665\u0666 \u0667\u0668",
    ],
)
def test_what_is_refused(text: str) -> None:
    assert refusals(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Visite possible le 18/03/2026 à 14 h 30, ou le 19.",
        "Un T3 de 62 m2 à 612,40 € charges comprises, disponible le 12-03-2026.",
        "Les pièces 1, 2 et 3 arrivent demain ; la 4 suivra sous 48 h.",
        "3 enfants de 2, 5 et 8 ans : la chambre de 9 m2 suffit.",
        "La CALEOL du 12/03 et celle du 26/03/2026 conviennent.",
        "C’est noté, merci.",
        "Une ou 2 places ; 1 place d’hébergement, 1 place de parking, il y a 1 place au parking.",
        "Rang 1 - 12/03/2026",
        "Loyers : 450 / 520 / 610 €, soit 612.40 + 85.20",
        "09:00-12:00 14:00-17:00",
        "Dates possibles : 18/03, 19/03, 20/03, 21/03",
        "Ressources 2024 : 14 500 € ; 2025 : 15 200 €",
        "La rue est calme au 2e étage.",
    ],
)
def test_what_is_not(text: str) -> None:
    assert refusals(text) == ()
