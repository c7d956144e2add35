"""The pages of a task: every step of every form that ships, and what is said around a question."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cards.phrases_review import returned_by
from cards.web_form import form_page, receipt_page, refused_page, step_path, tasks_page
from cards.web_frame import Frame
from cards.words_of_time import moment_words
from scheduler.answers import Complaint, Objection
from scheduler.forms import FREE_TEXT, Form, Page, pages_of
from scheduler.loading import shipped_forms
from scheduler.usecases.outcomes import FormPage, Notice, Reason, Receipt, Refused
from scheduler.usecases.tasks import TaskList
from tests.filled_forms import opened
from tests.unit.cards import card_examples as example
from tests.unit.cards.golden_cards import OBJECTED, RISK_PAGE
from tests.unit.cards.long_cards import LONG_TEXT
from tests.unit.cards.review_examples import RETURNED, RETURNED_PAGE
from tests.unit.cards.web_reading import Reading

FRAME = Frame(name=example.ANNA, form_key="nyckel")
FORMS = [pytest.param(form, id=form.key) for form in shipped_forms()]
WHOLE = Receipt(
    task=example.RISK_TASK,
    form=example.RISK_FORM,
    submission=example.submission(example.RISK_FORM, example.RISK_ANSWERS, revision=2),
    today=example.TODAY,
    remaining=(example.LATE, example.NEAR),
)
REFUSED = Refused(
    reason=Reason.ANSWERED,
    today=example.TODAY,
    typed={"Hur gick det?": "Vi nådde <alla> & fler."},
    task=example.STARTED,
    answered_by="Karin Östlund",
    answered_at=example.SENT_AT,
    remaining=(example.NEAR,),
)


def every_page(form: Form) -> Iterator[FormPage]:
    """Each step empty, and with an objection to every question and the longest texts."""
    for page in pages_of(form, opened(form)):
        yield example.form_page(page, {}, form=form)
        yield full(form, page)


def full(form: Form, page: Page) -> FormPage:
    typed = {one.key: LONG_TEXT for one in page.step.questions if one.type in FREE_TEXT}
    objections = tuple(Objection(one.key, Complaint.REQUIRED) for one in page.step.questions)
    return example.form_page(page, typed, form=form, objections=objections, notice=Notice.STALE, saved=typed)


def faults_of(markup: str) -> list[object]:
    """What would leave somebody behind who can't see the page."""
    reading = Reading(markup)
    ids = reading.ids
    labelled = {tag.get("for") for tag in reading.tags if tag.name == "label"}
    return [
        *reading.unbalanced,
        *reading.open,
        *(one for one in set(ids) if ids.count(one) > 1),
        *reading.referred - set(ids),
        *(tag for tag in reading.controls if tag.get("id") not in labelled and not tag.get("aria-label")),
        *(tag for tag in reading.tags if tag.name == "script" or any(name.startswith("on") for name in tag.attributes)),
        *([] if sum(tag.name == "h1" for tag in reading.tags) == 1 else ["h1"]),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_step_is_a_page_that_asks_all_its_questions(form: Form) -> None:
    for page in every_page(form):
        markup = form_page(page, FRAME)

        names = {tag.get("name") for tag in Reading(markup).controls}
        assert faults_of(markup) == []
        assert names == {f"q_{question.key}" for question in page.asked}


@pytest.mark.parametrize("form", FORMS)
def test_every_objection_is_told_at_its_question_and_led_to_from_above(form: Form) -> None:
    for page in (full(form, page) for page in pages_of(form, opened(form))):
        reading = Reading(form_page(page, FRAME))
        groups = {tag.get("name"): tag.get("id") for tag in reversed(reading.controls)}

        links = [tag.get("href") for tag in reading.tags if tag.get("href").startswith("#q_")]
        described = " ".join(tag.get("aria-describedby") for tag in reading.tags).split()
        wrong = [f"q_{one.question}-fel" for one in page.objections if f"q_{one.question}" in groups]
        assert links == [f"#{groups[one.removesuffix('-fel')]}" for one in wrong]
        assert set(wrong) <= set(described)


@pytest.mark.parametrize(
    "markup",
    [
        receipt_page(WHOLE, FRAME),
        receipt_page(replace(WHOLE, remaining=()), FRAME),
        refused_page(REFUSED, FRAME),
        refused_page(Refused(reason=Reason.NOT_YOURS, today=example.TODAY, typed={"q": "Ord"}), FRAME),
        tasks_page(example.WAITING_TASKS, FRAME, saved="Egenkontroll, Solgården"),
        tasks_page(TaskList(example.TODAY, (), (), 0), FRAME),
    ],
)
def test_other_pages_leave_nobody_behind(markup: str) -> None:
    assert faults_of(markup) == []


def test_planted_fault_is_found() -> None:
    planted = form_page(OBJECTED, FRAME).replace('for="q_andel-falt"', 'for="q_annat"')

    assert faults_of(planted) != []


def test_chosen_and_written_answers_stand_in_their_fields() -> None:
    reading = Reading(form_page(RISK_PAGE, FRAME))

    checked = [(tag.get("name"), tag.get("value")) for tag in reading.controls if "checked" in tag.attributes]
    assert checked == [("q_sannolikhet", "2"), ("q_konsekvens", "4")]
    assert "Larmet når inte fram." in reading.text
    assert "Risk 2 av 3" in reading.text


def test_window_is_called_by_where_one_is_and_by_what_is_wrong() -> None:
    titles = [Reading(form_page(page, FRAME)).text.partition(" – Årshjulet")[0] for page in (RISK_PAGE, OBJECTED)]

    assert titles[0].startswith(f"Steg {RISK_PAGE.page.number} av {RISK_PAGE.page.of}: ")
    assert titles[1].startswith("Fel: Steg 2 av 3: Slutsatsen – ")


def test_address_of_a_step_holds_numbers_alone() -> None:
    assert step_path(RISK_PAGE) == f"/form/{RISK_PAGE.task.id}?step=1&item=2"
    assert step_path(OBJECTED) == f"/form/{OBJECTED.task.id}?step=2"


def test_typed_words_are_shown_as_words() -> None:
    evil = example.form_page(
        example.page_of(example.STORY_FORM, 1), {"utfall_mal": '</textarea><script>alert("1")</script>'}
    )

    assert faults_of(form_page(evil, FRAME)) == []
    assert "Vi nådde <alla> & fler." in Reading(refused_page(REFUSED, FRAME)).text


def test_receipt_tells_every_answer_in_words() -> None:
    told = Reading(receipt_page(WHOLE, FRAME)).text

    assert "Det här är svar nummer 2" in told
    assert all(one.text in told for one in example.RISK_FORM.questions if one.key in str(example.RISK_ANSWERS))


def test_reviewers_words_stand_at_the_top_and_at_their_questions() -> None:
    reading = Reading(form_page(RETURNED_PAGE, FRAME))

    assert "Vem ansvarar?" in reading.text
    assert "Stämmer andelen?" in reading.text
    assert returned_by(RETURNED.judged_by_name, moment_words(RETURNED.judged_at), RETURNED.words) in reading.text
