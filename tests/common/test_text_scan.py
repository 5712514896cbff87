"""Numbers, addresses and links are refused however they are typed; ordinary words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text_scan import refusals

SEPARATORS = st.sampled_from(["", " ", ".", "-", " / ", "\u202f", "\u00a0", "_", ") "])


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
    ],
)
def test_what_is_not(text: str) -> None:
    assert refusals(text) == ()
