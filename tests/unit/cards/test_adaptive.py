"""Words come out as they went in, and cards are small enough to send."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.adaptive import LARGEST_CARD, bar, card, fitted, plain, size_of, text, text_bar

MARKDOWN_LETTERS = st.text(alphabet="aå1 .)*_`~[]()<>#+-=&;{}!\\|:/\n\"'", max_size=40)


def rendered(markdown: str) -> str:
    """The text that a reader sees, paragraphs on lines of their own."""
    shown = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").render(markdown)
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p"}
    return html.unescape(re.sub(r"</?p>", "", shown)).strip("\n")


@given(MARKDOWN_LETTERS)
@example("- **1 000** kr\n1. [läs](http://x) &amp; <b>\n# ~~nej~~\n===")
@example("{{DATE(2027-02-28T00:00:00Z)}}")
def test_plain_shows_every_letter_as_written(words: str) -> None:
    lines = [" ".join(line.split(" ")).strip() for line in words.splitlines()]

    assert rendered(plain(words)).splitlines() == [line for line in lines if line]


def test_text_has_only_what_was_asked_for() -> None:
    assert text("Hej_du") == {"type": "TextBlock", "text": "Hej\\_du", "wrap": True}


@pytest.mark.parametrize(
    ("filled", "of", "drawn"),
    [
        (0, 0, "□□□□□□□□□□"),
        (0, 7, "□□□□□□□□□□"),
        (1, 200, "■□□□□□□□□□"),
        (199, 200, "■■■■■■■■■□"),
        (7, 7, "■■■■■■■■■■"),
    ],
)
def test_text_bar_never_rounds_to_none_or_all(filled: int, of: int, drawn: str) -> None:
    assert text_bar(filled, of) == drawn


def test_bar_falls_back_on_text_where_teams_is_too_old() -> None:
    assert bar(1, 4, blocks=4) == {
        "type": "ProgressBar",
        "value": 25,
        "max": 100,
        "color": "Accent",
        "spacing": "Small",
        "fallback": {"type": "TextBlock", "text": "■□□□", "wrap": True, "color": "Accent", "spacing": "Small"},
    }


def test_bar_is_empty_when_nothing_is_expected() -> None:
    assert bar(0, 0)["value"] == 0


def test_fitted_takes_the_first_that_is_small_enough() -> None:
    cards = [card([text("å" * letters)], fallback="Kort") for letters in (LARGEST_CARD, 50, 5)]

    assert fitted(cards) == cards[1]


def test_fitted_takes_the_last_when_none_is_small_enough() -> None:
    cards = [card([text("å" * letters)], fallback="Kort") for letters in (LARGEST_CARD, LARGEST_CARD - 1)]

    assert fitted(cards) == cards[1]


def test_size_of_counts_bytes() -> None:
    assert size_of({"a": "å"}) == 10
