"""What stands beside the questions of a form, in the words of those who answer."""

from dataclasses import replace

import pytest

from cards import phrases_comforts as say
from cards.form_beside import redirect_card, shortened, when
from cards.form_card import form_card
from scheduler.client_matters import ClientMatters
from scheduler.forms import FREE_TEXT, asked_on, pages_of
from scheduler.loading import shipped_forms
from scheduler.usecases.desk import Move
from tests.contract.card_schema import parts_of
from tests.filled_forms import opened
from tests.unit.cards import card_examples as example
from tests.unit.cards.reading import buttons_of, titles_of, words_of

PAGE = example.LAST_YEAR_PAGE


def test_form_card_tells_the_step_and_the_time() -> None:
    assert "Steg 1 av 3, cirka 4 minuter kvar" in words_of(form_card(PAGE))


@pytest.mark.parametrize(("minutes", "told"), [(1, "Cirka 1 minut"), (7, "Cirka 7 minuter")])
def test_form_card_of_one_step_tells_the_time_alone(minutes: int, told: str) -> None:
    form = example.form_of(example.GOALS)
    page = example.form_page(example.page_of(form, 1), form=form, minutes=minutes)

    assert told in words_of(form_card(page)).splitlines()


def test_form_card_shows_last_year_below_its_question_and_offers_to_keep_it() -> None:
    card = form_card(PAGE)
    (kept,) = (data for title, data in buttons_of(card) if title == say.KEEP_LAST_YEAR)

    assert "Förra året: Det mesta. Introduktionen av nya medarbetare flyttades till hösten." in words_of(card)
    assert kept == {
        "verb": "form.save", "task": 2, "step": 0, "item": 0, "version": 3, "token": "tok3n-tok3n-tok3n-tok3n",
        "move": Move.KEEP,
    }  # fmt: skip


def test_form_card_offers_nothing_to_keep_when_all_is_filled_in() -> None:
    assert say.KEEP_LAST_YEAR not in titles_of(form_card(replace(PAGE, may_keep=False)))


def test_form_card_tells_a_choice_of_last_year_by_its_title() -> None:
    page = example.form_page(example.page_of(example.STORY_FORM, 2), last_year={"utfall": "delvis"}, last_slot="2025")

    assert "Förra året: Delvis" in words_of(form_card(page))


@pytest.mark.parametrize(
    ("slot", "last", "told"),
    [
        ("2027", "2026", "Förra året"),
        ("2027-Q1", "2026-Q1", "Förra året"),
        ("2027>a", "2026>a", "Förra året"),
        ("2027-Q2", "2027-Q1", "Förra gången, kvartal 1 2027"),
        ("2027-Q1", "2026-Q4", "Förra gången, kvartal 4 2026"),
        ("2027", "2024", "Förra gången, 2024"),
        ("2027-03", "2027-02", "Förra gången, februari 2027"),
    ],
)
def test_last_time_is_told_by_its_period_unless_it_was_a_year_ago(slot: str, last: str, told: str) -> None:
    assert when(slot, last) == told


def test_long_answer_is_cut_after_a_word() -> None:
    assert shortened("Vi nådde tre av fyra mål.", 15) == "Vi nådde tre …"
    assert shortened("Vi nådde\n\nalla.", 15) == "Vi nådde alla."
    assert shortened("x" * 20, 15) == "x" * 15 + " …"


def test_form_card_tells_why_with_source_readers_and_what_it_led_to() -> None:
    words = words_of(form_card(PAGE))

    assert example.STORY_FORM.why in words
    assert "Källa: Ledningssystem för kvalitet, avsnittet ”Verksamhetsberättelse”." in words
    assert "Svaret går till: Verksamhetschef, Vård- och omsorgsnämnden." in words
    assert (
        "Förra året ledde det till ett beslut: Vård- och omsorgsnämnden fastställde svaret 25 mars 2026 "
        "(§ 48, VON-2026-12)."
    ) in words


def test_every_page_of_every_form_says_why_and_that_free_text_is_public() -> None:
    for form in shipped_forms():
        for page in pages_of(form, opened(form)):
            card = form_card(example.form_page(page, form=form))
            has_free_text = any(question.type in FREE_TEXT for question in asked_on(page, {}))

            assert say.WHY in {part.get("title") for part in parts_of(card)}, form.key
            assert ("blir en allmän handling" in words_of(card)) is has_free_text, form.key


def test_redirect_names_the_routine_and_leads_there() -> None:
    card = redirect_card(example.ROUTINE)
    (link,) = (part for part in parts_of(card) if part.get("type") == "Action.OpenUrl")

    assert "Anmäl den enligt Karlstads rutin för lex Sarah och lex Maria, skriv den inte här." in words_of(card)
    assert link["url"] == "https://intranat.karlstad.example/lex"


def test_redirect_without_a_routine_names_none() -> None:
    card = redirect_card(ClientMatters())

    assert "Anmäl den enligt er lokala rutin, skriv den inte här." in words_of(card)
    assert [part for part in parts_of(card) if part.get("type") == "Action.OpenUrl"] == []
