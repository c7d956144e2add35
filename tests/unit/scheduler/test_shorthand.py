"""What a form's file may leave out: options that have a name, and the question why."""

from dataclasses import replace

from scheduler.faults import Fault, Problem
from scheduler.forms import Condition, Form, Option, Question, QuestionType, Reason, Step, Support
from scheduler.shorthand import faults_in_shorthand, written_out
from tests.factories import FORM

FILE = "form.toml"
YES, NO = Option(key="ja", title="Ja"), Option(key="nej", title="Nej")
SETS = {"ja_nej": (YES, NO)}
ASKED = Question(
    key="foljs", text="Följs rutinen?", type=QuestionType.CHOICE, support=Support.TEXT, asked_in=("egenkontroll",)
)
REASON = Reason(text="Vad fattas?", one_of=("nej",))


def form_of(*questions: Question) -> Form:
    return replace(FORM, steps=(Step(title="Steg", questions=questions),))


def faults(*questions: Question) -> list[Fault]:
    return list(faults_in_shorthand(form_of(*questions), FILE, SETS))


def test_form_in_full_stays_as_it_is() -> None:
    assert written_out(FORM, SETS) == FORM


def test_named_answers_become_the_options() -> None:
    short = form_of(replace(ASKED, answers="ja_nej"))

    assert written_out(short, SETS) == form_of(replace(ASKED, options=(YES, NO)))


def test_reason_becomes_the_question_after_and_is_asked_in_the_same_activities() -> None:
    short = form_of(replace(ASKED, answers="ja_nej", reason=REASON))

    assert written_out(short, SETS) == form_of(
        replace(ASKED, options=(YES, NO)),
        Question(
            key="foljs_skal",
            text="Vad fattas?",
            type=QuestionType.TEXT,
            support=Support.HELPER,
            when=Condition(question="foljs", one_of=("nej",)),
            asked_in=("egenkontroll",),
        ),
    )


def test_reason_need_not_be_given_where_the_file_says_so() -> None:
    short = form_of(replace(ASKED, answers="ja_nej", reason=replace(REASON, required=False)))

    assert [question.required for question in written_out(short, SETS).questions] == [True, False]


def test_writing_out_twice_is_writing_out_once() -> None:
    once = written_out(form_of(replace(ASKED, answers="ja_nej", reason=REASON)), SETS)

    assert written_out(once, SETS) == once


def test_sound_shorthand_has_no_fault() -> None:
    assert faults(replace(ASKED, answers="ja_nej", reason=REASON)) == []


def test_answers_without_such_a_name_are_a_fault() -> None:
    assert faults(replace(ASKED, answers="ja_kanske")) == [
        Fault(FILE, "steps.questions.foljs.answers", Problem.NO_SUCH_REFERENCE, "ja_nej", "ja_kanske")
    ]


def test_options_and_named_answers_together_are_a_fault() -> None:
    assert faults(replace(ASKED, answers="ja_nej", options=(YES,))) == [
        Fault(FILE, "steps.questions.foljs", Problem.ONLY_ONE, "options, answers")
    ]


def test_reason_for_what_cannot_be_chosen_is_a_fault() -> None:
    assert faults(replace(ASKED, answers="ja_nej", reason=replace(REASON, one_of=("nej", "delvis")))) == [
        Fault(FILE, "steps.questions.foljs.reason.one_of", Problem.NO_SUCH_REFERENCE, "ja, nej", "delvis")
    ]
