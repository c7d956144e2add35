"""No form of the four documents is left out: each asks what the inventory found, and its activities are asked it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.forms import DecisionPart, Form, Question, QuestionType, asked_in
from scheduler.loading import load_shipped, shipped_forms
from scheduler.wheel_parts import Verb

FIXTURE = Path(__file__).parents[2] / "fixtures" / "inventory_forms.toml"
OPEN = {QuestionType.TEXT, QuestionType.LINK}
CLOSED = {QuestionType.CHOICE, QuestionType.CHOICES}
FITTING = {
    "choice": CLOSED | OPEN,
    "choice*": CLOSED | OPEN,
    "scale": {QuestionType.SCALE, QuestionType.CHOICE},
    "number": {QuestionType.NUMBER, QuestionType.PERCENT, QuestionType.COMPUTED},
    "text": CLOSED | OPEN,
    "date": {QuestionType.DATE},
    "person": {QuestionType.PERSON, QuestionType.TEXT},
}
"""The inventory's types; a choice among things that no document lists can only be written."""
TOLD_BY_THE_TASK = {
    ("atvidaberg.form_budgetuppfoljning", "manad"),
    ("karlstad.form_manadsrapport", "sammantradesdag"),
    ("kristianstad.form_kvartal_privat", "kvartal"),
}
"""Asked for by the inventory, and already known by the task's own period or day: told only where it is another."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that the inventory found a form to ask, and the questions that ask it."""

    field: str
    type: str
    required: str
    support: str
    questions: list[str]


@dataclass(frozen=True)
class Counted:
    """A form of the inventory."""

    key: str
    file: str
    activities: list[str]
    fields: list[Field]

    @property
    def wheel(self) -> str:
        return self.key.partition(".")[0]


def counted() -> list[Counted]:
    tables = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))
    return [
        Counted(key, table["file"], table["activities"], [Field(**field) for field in table["fields"]])
        for key, table in tables.items()
    ]


COUNTED = counted()
FORMS: dict[str, Form] = {form.key: form for form in shipped_forms()}
each_form = pytest.mark.parametrize("counted", COUNTED, ids=lambda counted: counted.key)


def questions_of(counted: Counted) -> dict[str, Question]:
    return {question.key: question for question in FORMS[counted.key].questions}


def is_fitting(form: str, field: Field, question: Question) -> bool:
    is_known = (form, question.key) in TOLD_BY_THE_TASK
    is_asked_alike = question.required is not is_known or question.when is not None
    is_as_needed = is_asked_alike if field.required == "ja" else field.required != "nej" or not question.required
    return is_as_needed and (question.type in FITTING[field.type] or question.type is QuestionType.COMPUTED)


def test_inventory_counts_as_many_forms_and_fields_as_it_says() -> None:
    assert (len(COUNTED), sum(len(one.fields) for one in COUNTED)) == (79, 418)


def test_every_form_of_the_inventory_ships_and_no_other() -> None:
    shared = {key for key in FORMS if key.startswith("common.")}

    assert sorted(FORMS.keys() - shared) == sorted(one.key for one in COUNTED)


@each_form
def test_form_asks_every_field_of_the_inventory(counted: Counted) -> None:
    asked = questions_of(counted)

    assert [field.field for field in counted.fields if not set(field.questions) & asked.keys()] == []
    assert {key for field in counted.fields for key in field.questions} - asked.keys() == set()


@each_form
def test_form_tells_what_the_document_asks_from_what_only_helps(counted: Counted) -> None:
    asked = questions_of(counted)
    told = {key: str(asked[key].support) for field in counted.fields for key in field.questions}
    counting = {key: field.support for field in counted.fields for key in field.questions}

    others = {str(question.support) for key, question in asked.items() if key not in told}
    assert told == counting
    assert others <= {"H"}


@each_form
def test_form_asks_each_field_as_the_inventory_has_it(counted: Counted) -> None:
    asked = questions_of(counted)

    assert [
        (field.field, key)
        for field in counted.fields
        for key in field.questions
        if not is_fitting(counted.key, field, asked[key])
    ] == []  # fmt: skip


@each_form
def test_form_rests_on_the_document_of_its_municipality(counted: Counted) -> None:
    documents = load_shipped(counted.wheel).wheel.document_by_key
    sources = FORMS[counted.key].source

    assert {documents[one.document].file for one in sources} == {counted.file}
    assert [one for one in sources if not one.heading or not one.lines.startswith("L")] == []


@each_form
def test_activities_of_the_inventory_are_answered_with_their_form(counted: Counted) -> None:
    activities = load_shipped(counted.wheel).wheel.activities

    assert [one.key for one in activities if one.answered_with == counted.key] == [
        one.key for one in activities if one.key in counted.activities
    ]
    assert len(set(counted.activities)) == len(counted.activities) > 0


@each_form
def test_form_asks_only_in_activities_that_have_it(counted: Counted) -> None:
    form = FORMS[counted.key]

    assert asked_in(form) <= set(counted.activities)
    assert {one.key for key in counted.activities for one in form.for_activity(key).questions} == {
        one.key for one in form.questions
    }


@pytest.mark.parametrize("name", sorted({one.wheel for one in COUNTED}))
def test_bodys_decision_is_asked_for_where_a_body_adopts_and_nowhere_else(name: str) -> None:
    content = load_shipped(name)
    forms = {one.key: content.form_in(one.key, one.answered_with, None) for one in content.wheel.activities}

    asking = {key for key, form in forms.items() if DecisionPart.RESULT in {one.decision for one in form.questions}}

    assert asking == {one.key for one in content.wheel.activities if one.decides and one.verb is Verb.ADOPTS} | {
        one.key for one in content.wheel.activities if one.answered_with == "common.beslut"
    }


@pytest.mark.parametrize("key", sorted(FORMS))
def test_matter_that_was_turned_down_tabled_or_sent_back_is_never_taken_as_adopted(key: str) -> None:
    results = [one for one in FORMS[key].questions if one.decision is DecisionPart.RESULT]

    adopting = {option.key for one in results for option in one.options if option.adopts}

    assert adopting.isdisjoint({"aterremitterad", "avslagen", "bordlagd"})
    assert bool(adopting) is bool(results)
