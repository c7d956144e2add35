"""Forms laid out as pages: repeat groups, conditions, and what is asked where."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.forms import (
    Answers,
    AnswerValue,
    Condition,
    Form,
    Page,
    Question,
    Step,
    answers_on,
    applying_on,
    asked_in,
    asked_on,
    holds,
    iso_day,
    items_of,
    pages_of,
)
from tests.factories import FORM

OUTCOME, RISKS, REST = FORM.steps


def keys_asked(page: Page, answers: Answers) -> list[str]:
    return [question.key for question in asked_on(page, answers)]


def test_pages_are_the_steps_when_nothing_is_answered() -> None:
    assert pages_of(FORM, {}) == (
        Page(number=1, of=3, step=OUTCOME),
        Page(number=2, of=3, step=RISKS, item=0, items=1),
        Page(number=3, of=3, step=REST),
    )


def test_pages_repeat_a_group_for_each_item() -> None:
    assert pages_of(FORM, {"risker.items": 3}) == (
        Page(number=1, of=5, step=OUTCOME),
        Page(number=2, of=5, step=RISKS, item=0, items=3),
        Page(number=3, of=5, step=RISKS, item=1, items=3),
        Page(number=4, of=5, step=RISKS, item=2, items=3),
        Page(number=5, of=5, step=REST),
    )


@pytest.mark.parametrize(("told", "items"), [(None, 1), (0, 1), (-3, 1), (2, 2), (3, 3), (400, 3), ("2", 1)])
def test_items_stay_within_what_the_group_allows(told: AnswerValue | None, items: int) -> None:
    answers = {} if told is None else {"risker.items": told}

    assert items_of(RISKS, answers) == items


def test_items_are_one_when_the_step_is_no_group() -> None:
    assert items_of(OUTCOME, {"risker.items": 3}) == 1


def test_prefix_leads_the_answers_of_a_group_alone() -> None:
    assert [page.prefix for page in pages_of(FORM, {"risker.items": 2})] == ["", "risker.0.", "risker.1.", ""]


def test_answers_on_a_page_are_its_own_by_plain_key() -> None:
    answers: Answers = {"utfall": "ja", "risker.items": 2, "risker.0.risk": "fall", "risker.1.risk": "brand"}

    assert [answers_on(page, answers) for page in pages_of(FORM, answers)] == [
        {"utfall": "ja"},
        {"risk": "fall"},
        {"risk": "brand"},
        {},
    ]


def test_condition_on_the_same_page_is_asked_whatever_the_answer() -> None:
    page = pages_of(FORM, {})[0]

    assert keys_asked(page, {"utfall": "ja"}) == ["utfall", "orsak", "antal"]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["kallor", "dag"]),
        ({"utfall": "ja"}, ["kallor", "dag"]),
        ({"utfall": "nej"}, ["atgard", "kallor", "dag"]),
    ],
)
def test_condition_on_an_earlier_page_rules_the_question_in_or_out(answers: Answers, asked: list[str]) -> None:
    assert keys_asked(pages_of(FORM, answers)[-1], answers) == asked


def test_computed_question_is_never_asked() -> None:
    assert keys_asked(pages_of(FORM, {})[1], {}) == ["risk", "troligt", "allvar"]


@pytest.mark.parametrize(
    ("answers", "held"),
    [
        ({}, False),
        ({"kallor": []}, False),
        ({"kallor": ["samtal"]}, False),
        ({"kallor": ["samtal", "register"]}, True),
        ({"kallor": "register"}, True),
        ({"grupp.1.kallor": "register"}, True),
        ({"grupp.0.kallor": "register"}, False),
        ({"grupp.1.kallor": "samtal", "kallor": "register"}, False),
    ],
)
def test_condition_holds_by_the_same_item_before_the_rest_of_the_form(answers: Answers, held: bool) -> None:
    condition = Condition(question="kallor", one_of=("register",))

    assert holds(condition, answers, "grupp.1.") is held


def test_condition_holds_by_a_steps_number() -> None:
    assert holds(Condition(question="troligt", one_of=("3", "4")), {"troligt": 4})


@pytest.mark.parametrize(
    ("value", "day"),
    [("2027-01-11", date(2027, 1, 11)), ("i går", None), ("", None), (None, None), (20270111, None), ([], None)],
)
def test_iso_day_is_a_day_or_nothing(value: AnswerValue | None, day: date | None) -> None:
    assert iso_day(value) == day


CAUSE = OUTCOME.questions[1]
WHICH = replace(CAUSE, key="vilken", when=Condition(question="orsak", one_of=("annan",)))
ONLY_WHEN_BAD = Step(title="Åtgärden", questions=(REST.questions[0],))


def test_step_that_earlier_answers_rule_out_is_left_away() -> None:
    form = replace(FORM, steps=(OUTCOME, ONLY_WHEN_BAD, REST))

    pages = {outcome: pages_of(form, {"utfall": outcome}) for outcome in ("ja", "nej")}

    assert {outcome: [page.step for page in laid] for outcome, laid in pages.items()} == {
        "ja": [OUTCOME, REST],
        "nej": [OUTCOME, ONLY_WHEN_BAD, REST],
    }
    assert [(page.number, page.of) for page in pages["ja"]] == [(1, 2), (2, 2)]


def keys_applying(answers: Answers, *questions: Question) -> list[str]:
    page = Page(number=1, of=1, step=Step(title="Steg", questions=questions))
    return [question.key for question in applying_on(page, answers)]


@pytest.mark.parametrize(
    ("answers", "applying"),
    [
        ({}, ["utfall"]),
        ({"utfall": "nej"}, ["utfall", "orsak"]),
        ({"utfall": "nej", "orsak": "annan"}, ["utfall", "orsak", "vilken"]),
        ({"utfall": "ja", "orsak": "annan"}, ["utfall"]),
    ],
)
def test_question_applies_only_where_the_one_that_it_looks_at_does(answers: Answers, applying: list[str]) -> None:
    assert keys_applying(answers, OUTCOME.questions[0], CAUSE, WHICH) == applying


def test_question_is_left_away_with_the_one_that_it_looks_at() -> None:
    page = Page(number=2, of=2, step=Step(title="Steg", questions=(CAUSE, WHICH)))

    assert keys_asked(page, {"utfall": "ja", "orsak": "annan"}) == []
    assert keys_asked(page, {"utfall": "nej"}) == ["orsak", "vilken"]


def narrowed(**of_steps: tuple[str, ...]) -> Form:
    """Its steps for the activities named, and in the last one a day that is for `granskning` alone."""
    day = replace(REST.questions[-1], asked_in=("granskning",))
    rest = replace(REST, questions=(*REST.questions[:-1], day))
    steps = {"utfall": OUTCOME, "risker": RISKS, "resten": rest}
    return replace(FORM, steps=tuple(replace(step, asked_in=of_steps.get(key, ())) for key, step in steps.items()))


@pytest.mark.parametrize(
    ("activity", "asked"),
    [
        ("plan", ["risk", "troligt", "allvar", "varde", "atgard", "kallor"]),
        ("granskning", ["utfall", "orsak", "antal", "atgard", "kallor", "dag"]),
        ("annan", ["atgard", "kallor"]),
    ],
)
def test_form_asks_an_activity_only_what_is_for_it(activity: str, asked: list[str]) -> None:
    form = narrowed(utfall=("granskning",), risker=("plan", "uppfoljning"))

    assert [question.key for question in form.for_activity(activity).questions] == asked
    assert asked_in(form) == {"granskning", "plan", "uppfoljning"}


def test_form_is_asked_whole_where_nothing_would_be_left_of_it() -> None:
    form = narrowed(utfall=("plan",), risker=("plan",), resten=("plan",))

    assert form.for_activity("okand") == form
