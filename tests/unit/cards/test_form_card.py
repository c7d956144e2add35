"""A step of a form: the words that were typed, and the ways on."""

import pytest

from cards.form_card import form_card, objection_words
from scheduler.answers import Complaint, Objection
from scheduler.forms import Option, QuestionType
from scheduler.usecases.outcomes import Notice
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG, LONG_TEXT
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of

FIRST = example.page_of(example.STORY_FORM, 1)
SECOND = example.page_of(example.STORY_FORM, 2)
LAST = example.page_of(example.STORY_FORM, 3)
PLACE = {"task": 2, "step": 1, "item": 0, "version": 3, "token": "tok3n-tok3n-tok3n-tok3n"}


def risk_titles(item: int, items: int) -> list[str]:
    page = example.page_of(example.RISK_FORM, item, {"risker.items": items})
    return titles_of(form_card(example.form_page(page, form=example.RISK_FORM)))


def test_form_card_sends_where_the_words_belong() -> None:
    assert buttons_of(form_card(example.form_page(SECOND))) == [
        ("Tillbaka", {"verb": "form.save", **PLACE, "move": "back"}),
        ("Nästa", {"verb": "form.save", **PLACE, "move": "next"}),
        ("Till mina uppgifter", {"verb": "tasks.show", **PLACE}),
    ]


def test_form_card_has_no_way_back_when_first() -> None:
    assert titles_of(form_card(example.form_page(FIRST))) == ["Nästa", "Till mina uppgifter"]


def test_form_card_hands_in_when_last() -> None:
    assert titles_of(form_card(example.form_page(LAST))) == ["Tillbaka", "Skicka in", "Till mina uppgifter"]


def test_form_card_offers_another_item_but_keeps_the_only_one() -> None:
    assert risk_titles(1, 1) == ["Lägg till en risk till", "Nästa", "Till mina uppgifter"]


def test_form_card_offers_to_remove_an_item_when_there_are_more() -> None:
    assert risk_titles(2, 3) == [
        "Tillbaka", "Lägg till en risk till", "Nästa", "Ta bort den här", "Till mina uppgifter",
    ]  # fmt: skip


def test_form_card_offers_no_more_items_when_full() -> None:
    assert risk_titles(20, 20) == ["Tillbaka", "Nästa", "Ta bort den här", "Till mina uppgifter"]


def test_form_card_tells_which_item_it_is() -> None:
    page = example.page_of(example.RISK_FORM, 2, {"risker.items": 3})

    assert "Risk 2 av 3" in words_of(form_card(example.form_page(page, form=example.RISK_FORM)))


def test_form_card_gives_back_typed_words_that_are_no_answer() -> None:
    card = form_card(
        example.form_page(SECOND, {"andel": "12.5 kanske"}, objections=(Objection("andel", Complaint.NOT_A_NUMBER),))
    )

    assert field(card, "q_andel")["value"] == "12,5 kanske"
    assert words_of(card).count("Hur stor del av målen nådde ni?") == 1
    assert "▲ Skriv bara ett tal, till exempel 12 eller 12,5." in words_of(card)


def test_form_card_keeps_every_typed_word_when_all_fields_are_full() -> None:
    card = LONG["form_full_karlstad.form_verksamhetsberattelse_1"]

    assert {field(card, f"q_{key}")["value"] for key in ("utfall_mal", "utfall_plan", "utfall_uppdrag")} == {LONG_TEXT}


def test_form_card_shows_what_is_saved_beside_what_was_typed_when_stale() -> None:
    card = form_card(example.STALE_PAGE)

    assert field(card, "q_utfall_mal")["value"] == "Vi nådde tre av fyra mål."
    assert "Redan sparat:\nVi nådde två av fyra mål.\n\nDet tredje är på väg." in words_of(card)


def test_form_card_marks_the_place_of_a_personal_number_and_gives_the_words_back() -> None:
    typed = {"utfall_mal": "Brukaren 850709-9805 föll i badrummet."}
    shown = Objection("utfall_mal", Complaint.PERSONAL_NUMBER, where="Brukaren •••• föll i badrummet.")
    card = form_card(example.form_page(FIRST, typed, objections=(shown,)))

    assert "▲ Det ser ut att stå ett personnummer här." in words_of(card)
    assert "Det står här: ”Brukaren •••• föll i badrummet.”" in words_of(card)
    assert "9805" not in words_of(card)
    assert field(card, "q_utfall_mal")["value"] == typed["utfall_mal"]


def test_form_card_says_when_a_question_must_be_answered() -> None:
    assert "Svara om du valde ”Delvis” eller ”Nej” ovan" in words_of(form_card(example.form_page(SECOND)))


@pytest.mark.parametrize(("kind", "warned"), [(QuestionType.TEXT, True), (QuestionType.DATE, False)])
def test_form_card_warns_about_public_text_only_when_there_is_free_text(kind: QuestionType, warned: bool) -> None:
    form = example.form_of(example.question("fraga", "Fråga?", kind))
    words = words_of(form_card(example.form_page(example.page_of(form, 1), form=form)))

    assert ("allmän handling" in words) is warned


def test_form_card_lets_an_optional_choice_be_taken_back() -> None:
    few = (Option(key="ja", title="Ja"), Option(key="nej", title="Nej"))
    form = example.form_of(example.question("val", "Väl?", QuestionType.CHOICE, options=few, required=False))

    assert field(form_card(example.form_page(example.page_of(form, 1), form=form)), "q_val") == {
        "type": "Input.ChoiceSet",
        "id": "q_val",
        "label": "Väl? (frivillig)",
        "style": "expanded",
        "wrap": True,
        "choices": [
            {"title": "Ja", "value": "ja"},
            {"title": "Nej", "value": "nej"},
            {"title": "Inget svar", "value": "-"},
        ],
        "spacing": "Medium",
    }


@pytest.mark.parametrize(
    ("kind", "more", "value", "looks"),
    [
        (QuestionType.DATE, {}, "2027-02-28", {"type": "Input.Date", "value": "2027-02-28"}),
        (QuestionType.DATE, {}, "snart", {"type": "Input.Date"}),
        (QuestionType.NUMBER, {}, "12.5", {"type": "Input.Text", "value": "12,5", "placeholder": "Ett tal"}),
        (QuestionType.TEXT, {}, "Hej", {"type": "Input.Text", "value": "Hej", "isMultiline": True}),
        (QuestionType.LINK, {}, "", {"type": "Input.Text", "style": "url", "placeholder": "https://"}),
        (QuestionType.PERSON, {}, "", {"type": "Input.Text", "placeholder": "För- och efternamn"}),
    ],
)  # fmt: skip
def test_form_card_asks_by_kind(kind: QuestionType, more: dict[str, object], value: str, looks: dict[str, str]) -> None:
    form = example.form_of(example.question("fraga", "Fråga?", kind, **more))
    shown = field(form_card(example.form_page(example.page_of(form, 1), {"fraga": value}, form=form)), "q_fraga")

    assert shown == {**looks, "id": "q_fraga", "label": "Fråga?", "spacing": "Medium"}


@pytest.mark.parametrize(
    ("smallest", "largest", "words"),
    [(0, 100, "Mellan 0 och 100."), (1, None, "Minst 1."), (None, 4000, "Högst 4\u00a0000."), (None, None, "")],
)
def test_form_card_tells_the_limits_of_a_number(smallest: float | None, largest: float | None, words: str) -> None:
    asked = example.question("tal", "Hur många?", QuestionType.NUMBER, minimum=smallest, maximum=largest)
    form = example.form_of(asked)
    shown = words_of(form_card(example.form_page(example.page_of(form, 1), form=form)))

    assert shown.endswith(f"Frågor\n{words}".strip())


@pytest.mark.parametrize(
    ("objection", "sentence"),
    [
        (Objection("a", Complaint.TOO_LARGE, 4000), "Talet är för stort. Det största som går är 4\u00a0000."),
        (Objection("a", Complaint.TOO_SMALL, 0.5), "Talet är för litet. Det minsta som går är 0,5."),
        (Objection("a", Complaint.REQUIRED), "Här behövs ett svar."),
    ],
)  # fmt: skip
def test_objection_words_names_the_limit(objection: Objection, sentence: str) -> None:
    assert objection_words(objection) == sentence


@pytest.mark.parametrize("complaint", Complaint)
def test_objection_words_knows_every_complaint(complaint: Complaint) -> None:
    assert "{" not in objection_words(Objection("a", complaint, 1))


@pytest.mark.parametrize("notice", Notice)
def test_form_card_has_words_for_every_notice(notice: Notice) -> None:
    plain, noticed = form_card(example.form_page(FIRST)), form_card(example.form_page(FIRST, notice=notice))

    assert len(noticed["body"]) == len(plain["body"]) + 1


def test_form_card_says_so_when_the_task_has_come_back() -> None:
    assert "Uppgiften har kommit tillbaka" in words_of(form_card(example.form_page(FIRST, task=example.RETURNED)))
