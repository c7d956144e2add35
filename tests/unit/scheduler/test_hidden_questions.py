"""A single answer gives away no figure that too few stand behind, whichever round it belongs to."""

from dataclasses import replace

import pytest

from scheduler.digest_answers import CountedAnswer
from scheduler.forms import Form, Option, Question, QuestionType, Step, Support
from scheduler.usecases.reading_digests import ReadAnswer, hidden_questions
from tests.unit.cards.council_examples import CHECKS, COUNCIL, NOW, PLAN, RUTIN, THEN, read, read_whole

OPTIONS = tuple(Option(key=key, title=key) for key in ("ja", "delvis", "nej", "ej_aktuellt"))


def closed(key: str) -> Question:
    return Question(key=key, text="Hur är det?", type=QuestionType.CHOICE, support=Support.TEXT, options=OPTIONS)


FORM = Form(
    key="karlstad.egen",
    title="Egenkontroll",
    version=1,
    why="Så att det syns.",
    steps=(Step(title="Läget", questions=(closed(RUTIN), closed(PLAN))),),
)


def answer_of(told: CountedAnswer) -> ReadAnswer:
    return replace(read_whole(), told=told)


@pytest.mark.parametrize("told", [NOW[0], THEN[0]], ids=["now", "last year"])
def test_answer_hides_what_too_few_have_chosen_in_its_round(told: CountedAnswer) -> None:
    untold = replace(COUNCIL, activities=(replace(CHECKS, questions=()),))

    assert hidden_questions(read(untold), answer_of(told), FORM) == {RUTIN, PLAN}


def test_answer_shows_what_enough_have_chosen_or_no_limit_is_set_for() -> None:
    alike = tuple(replace(one, chosen={RUTIN: ("delvis",), PLAN: one.chosen[PLAN]}) for one in NOW)
    enough = replace(read(), answers=(*THEN, *alike))

    assert hidden_questions(enough, answer_of(alike[0]), FORM) == {PLAN, ""}
    assert hidden_questions(read(replace(COUNCIL, few=1)), answer_of(THEN[0]), FORM) == frozenset()


def test_answer_of_the_administration_alone_is_read_whole() -> None:
    alone = replace(THEN[0], area=None)

    assert hidden_questions(replace(read(), answers=(alone,)), answer_of(alone), FORM) == frozenset()
