"""What may stand beside a question from the year before, what of it may be kept, and what is asked afresh."""

import json
from typing import Any

import pytest

from scheduler.forms import (
    Answers,
    AnswerValue,
    Condition,
    DecisionPart,
    Form,
    Option,
    Question,
    QuestionType,
    Repeat,
    Step,
    Support,
    frozen_form,
    pages_of,
    thawed_form,
)
from scheduler.last_year import Reuse, reuse_in, still_fitting, with_kept
from scheduler.loading import shipped_forms

YES_NO = (Option(key="ja", title="Ja"), Option(key="nej", title="Nej"))
NO_RISK = {
    ("atvidaberg.form_ledningssystem_halvar", "riskanalyser"),
    ("atvidaberg.form_ledningssystem_halvar", "riskanalyser_skal"),
    ("atvidaberg.form_utforare_kvalitetsarbete", "missforhallanden_antal"),
    ("karlstad.form_kvalitetskrav", "riskbedomning"),
    ("karlstad.form_kvalitetskrav", "riskbedomning_skal"),
    ("karlstad.form_kvalitetskrav", "vardplan"),
    ("karlstad.form_kvalitetskrav", "vardskador"),
}
"""They ask whether somebody works with risks or how much was reported, and judge no risk."""


def question(kind: QuestionType = QuestionType.TEXT, key: str = "fraga", **more: Any) -> Question:
    return Question(key=key, text="Fråga?", type=kind, support=Support.TEXT, **more)


def form_of(*questions: Question, version: int = 2, repeat: Repeat | None = None) -> Form:
    step = Step(title="Steg", questions=questions, repeat=repeat)
    return Form(key="test.form", title="Prov", version=version, why="Därför.", steps=(step,))


def fitting(now: Question, then: Question, value: AnswerValue) -> dict[str, AnswerValue]:
    return still_fitting(form_of(now), form_of(then, version=1), {"fraga": value})


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        (QuestionType.TEXT, {}, "Som förut."),
        (QuestionType.CHOICE, {"options": YES_NO}, "ja"),
        (QuestionType.CHOICES, {"options": YES_NO}, ["ja", "nej"]),
        (QuestionType.SCALE, {"maximum": 4}, 3),
        (QuestionType.NUMBER, {}, 12.5),
        (QuestionType.DATE, {}, "2026-02-01"),
        (QuestionType.LINK, {}, "https://karlstad.example/plan"),
    ],
)
def test_answer_that_still_fits_stands_beside_its_question(
    kind: QuestionType, more: dict[str, Any], value: AnswerValue
) -> None:
    asked = question(kind, **more)

    assert fitting(asked, asked, value) == {"fraga": value}


@pytest.mark.parametrize(
    ("now", "then", "value"),
    [
        (question(key="annan"), question(), "Ja."),
        (question(QuestionType.LINK), question(), "https://karlstad.example"),
        (question(QuestionType.SCALE, maximum=5), question(QuestionType.SCALE, maximum=4), 3),
        (question(QuestionType.NUMBER, unit="kronor"), question(QuestionType.NUMBER, unit="stycken"), 3),
        (question(QuestionType.NUMBER, maximum=10), question(QuestionType.NUMBER), 12),
        (question(QuestionType.CHOICE, options=YES_NO), question(QuestionType.CHOICE, options=YES_NO), "delvis"),
        (question(), question(), "Brukaren 850709-9805 föll."),
        (question(afresh=True), question(), "Fall."),
        (question(decision=DecisionPart.PARAGRAPH), question(decision=DecisionPart.PARAGRAPH), "§ 48"),
        (question(QuestionType.COMPUTED), question(QuestionType.COMPUTED), 6),
    ],
    ids=[
        "another_key", "another_kind", "another_scale", "another_unit", "too_large_now", "option_is_gone",
        "number_that_got_through_then", "asked_afresh", "decision", "computed",
    ],
)  # fmt: skip
def test_answer_that_means_something_else_today_is_not_shown(now: Question, then: Question, value: AnswerValue) -> None:
    assert fitting(now, then, value) == {}


def test_items_of_a_repeat_group_are_others_each_year() -> None:
    grouped = form_of(question(), repeat=Repeat(key="saker", item="Sak"))
    answers: Answers = {"saker.0.fraga": "Ja.", "saker.items": 1, "fraga": "Ja."}

    assert still_fitting(grouped, grouped, answers) == {}
    assert still_fitting(form_of(question()), grouped, answers) == {}


def test_only_what_is_empty_applies_and_is_of_no_year_is_kept() -> None:
    form = form_of(
        question(QuestionType.CHOICE, "val", options=YES_NO),
        question(key="skal", when=Condition(question="val", one_of=("nej",))),
        question(key="text"),
        question(key="skriven"),
        question(QuestionType.NUMBER, "antal"),
        question(QuestionType.DATE, "dag"),
        question(QuestionType.LINK, "lank"),
    )
    earlier: dict[str, AnswerValue] = {
        "val": "ja", "skal": "Ont om tid.", "text": "Som förut.", "skriven": "Gammalt.",
        "antal": 3, "dag": "2026-01-11", "lank": "https://karlstad.example",
    }  # fmt: skip

    kept = with_kept(pages_of(form, {})[0], {"skriven": "Nytt."}, earlier, {})

    assert kept == {"skriven": "Nytt.", "val": "ja", "text": "Som förut."}


def test_reason_is_kept_with_the_choice_that_asks_for_it() -> None:
    form = form_of(
        question(QuestionType.CHOICE, "val", options=YES_NO),
        question(key="skal", when=Condition(question="val", one_of=("nej",))),
    )
    earlier: dict[str, AnswerValue] = {"val": "nej", "skal": "Ont om tid."}

    assert with_kept(pages_of(form, {})[0], {}, earlier, {}) == earlier
    assert with_kept(pages_of(form, {})[0], {"val": "ja"}, earlier, {}) == {"val": "ja"}


def test_share_left_unchanged_counts_what_could_have_been_kept() -> None:
    form = form_of(question(key="a"), question(key="b"), question(key="c"), question(QuestionType.NUMBER, "antal"))
    earlier: dict[str, AnswerValue] = {"a": "Samma.", "b": "Gammalt.", "c": "Borta.", "antal": 3}

    assert reuse_in(form, earlier, {"a": "Samma.", "b": "Nytt.", "antal": 3}) == Reuse(unchanged=1, comparable=2)


def test_every_risk_question_that_ships_is_asked_afresh() -> None:
    words = ("risk", "sannolik", "konsekvens")
    about_risk = {
        (form.key, one.key)
        for form in shipped_forms()
        for one in form.questions
        if any(word in f"{one.key} {one.text}".lower() for word in words)
    }
    afresh = {(form.key, one.key) for form in shipped_forms() for one in form.questions if one.afresh}

    assert about_risk - afresh == NO_RISK
    assert afresh & NO_RISK == set()


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: f"{form.key}-{form.version}")
def test_group_with_a_risk_is_asked_afresh_as_a_whole(form: Form) -> None:
    groups = [step for step in form.steps if step.repeat and any(one.afresh for one in step.questions)]

    assert [one.key for step in groups for one in step.questions if not one.afresh] == []


def test_older_form_without_the_mark_can_still_be_read() -> None:
    kept = json.loads(frozen_form(form_of(question())))
    del kept["steps"][0]["questions"][0]["afresh"], kept["client_matters"]

    assert thawed_form(json.dumps(kept)) == form_of(question())
