"""Every form that ships, as each activity asks it, and words that open and fill it."""

from collections.abc import Iterator

from hypothesis import strategies as st

from scheduler.answers import check_page
from scheduler.drafts import with_page
from scheduler.forms import Answers, AnswerValue, Form, Page, Question, QuestionType, asked_on, pages_of
from scheduler.loading import load_shipped, shipped_wheels
from tests.factories import MONDAY

WORDS = st.sampled_from(["Vi följer rutinen.", "Åtta av tio, enligt Östra.", "12", "Nej", "ja, delvis", "å\nä\nö"])
ADDRESSES = st.sampled_from(["https://kommun.example/underlag", "http://kommun.example/?id=1&år=2027"])
MOST_WITHOUT_A_LIMIT = 10_000


def forms_as_asked() -> Iterator[tuple[str, str, Form]]:
    """Wheel, activity and form; what the municipalities share is asked whole in them all, and left out here."""
    for name in shipped_wheels():
        content = load_shipped(name)
        for one in content.wheel.activities:
            if not one.answered_with.startswith("common."):
                yield name, one.key, content.form_in(one.key, one.answered_with, None)


def opened(form: Form) -> Answers:
    """Answers by which every question of the form is asked."""
    return {one.when.question: one.when.one_of[0] for one in form.questions if one.when is not None}


def typed_in(question: Question) -> st.SearchStrategy[str]:
    """Something that is an answer to the question, or nothing where it need not be answered."""
    answer = _answers_to(question)
    return answer if question.required else st.one_of(st.just(""), answer)


def _answers_to(question: Question) -> st.SearchStrategy[str]:
    low, high = int(question.minimum or 0), int(question.maximum or MOST_WITHOUT_A_LIMIT)
    match question.type:
        case QuestionType.CHOICE:
            return st.sampled_from([option.key for option in question.options])
        case QuestionType.CHOICES:
            return st.sets(st.sampled_from([option.key for option in question.options]), min_size=1).map(",".join)
        case QuestionType.SCALE:
            return st.integers(1, high).map(str)
        case QuestionType.PERCENT:
            return st.integers(0, 100).map("{} %".format)
        case QuestionType.NUMBER:
            return st.integers(low, high).map(str)
        case QuestionType.DATE:
            return st.just(MONDAY.isoformat())
        case QuestionType.LINK:
            return ADDRESSES
        case _:
            return WORDS


@st.composite
def drafts_of(draw: st.DrawFn, form: Form) -> dict[str, AnswerValue]:
    """Every page of the form answered as one would, from the first to the last, some groups with several items."""
    answers: dict[str, AnswerValue] = {}
    for step in form.steps:
        if step.repeat is not None:
            most = min(step.repeat.at_least + 2, step.repeat.at_most)
            answers[f"{step.repeat.key}.items"] = draw(st.integers(step.repeat.at_least, most))
    number = 1
    while number <= len(pages_of(form, answers)):
        answers = draw(_with_page_filled(pages_of(form, answers)[number - 1], answers))
        number += 1
    return answers


@st.composite
def _with_page_filled(draw: st.DrawFn, page: Page, answers: Answers) -> dict[str, AnswerValue]:
    typed = {question.key: draw(typed_in(question)) for question in asked_on(page, answers)}
    checked = check_page(page, typed, answers, today=MONDAY)
    assert checked.objections == (), (page.step.title, typed)
    return with_page(answers, page, checked.answers)
