"""Words that speak of a single client's matter are noticed, and nothing else is."""

import pytest

from scheduler.client_matters import names_client_matter


@pytest.mark.parametrize(
    "text",
    [
        "lex Sarah", "Lex Maria", "LEX SARAH", "lex Sara", "lex-sarah", "en lex Sarah-rapport", "lex\u00a0Maria",
        "Vi gjorde en anmälan enligt lex\nMaria.", "lex Sarahs regler", "lex sarahanmälan gjordes av lex Maria",
    ],
)  # fmt: skip
def test_lex_sarah_and_lex_maria_are_noticed(text: str) -> None:
    assert names_client_matter([text])


@pytest.mark.parametrize("text", ["", "Sarah och Maria var där", "lexikon", "flex Maria", "lex Mariabacken", "rutinen"])
def test_other_words_are_let_be(text: str) -> None:
    assert not names_client_matter([text])
