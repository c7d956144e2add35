"""Answers on their way to a reviewer and back, as values for cards."""

from dataclasses import replace
from datetime import date

from scheduler.answers import Complaint, Objection
from scheduler.lifecycle import State
from scheduler.ports_review import ToJudge
from scheduler.reviews import Review, Verdict
from scheduler.upshots import Upshot
from scheduler.usecases.hearing import Beside
from scheduler.usecases.review_outcomes import WORDS, Judged, ReviewNotice, ReviewPage
from tests.unit.cards import card_examples as example

TASK = replace(example.STARTED, state=State.SUBMITTED)
RETURNED = Review(
    assignment_id=TASK.id,
    revision=1,
    verdict=Verdict.RETURNED,
    judged_by=2,
    role="verksamhetschef",
    judged_at=example.SENT_AT,
    words="Bra genomgång. Jag saknar *hur* ni följer upp rutinen.",
    comments={"skillnad": "Vem ansvarar?", "andel": "Stämmer andelen?"},
    judged_by_name="Karin Östlund",
)
FIRST = ReviewPage(
    task=TASK,
    form=example.STORY_FORM,
    submission=example.submission(example.STORY_FORM, example.STORY_ANSWERS),
    earlier=None,
    review=None,
    remarks={},
    today=example.TODAY,
    words="",
    comments={},
)
ANSWERED_AGAIN = {**example.STORY_ANSWERS, "skillnad": "Ny rutin, klar i september. Karin i arbetslaget ansvarar."}
REVISED = replace(
    FIRST,
    submission=example.submission(example.STORY_FORM, ANSWERED_AGAIN, revision=2),
    earlier=FIRST.submission,
    review=RETURNED,
    remarks=RETURNED.comments,
)
OBJECTED = replace(
    FIRST,
    words="Tack.",
    comments={"andel": "Gäller 121212-1212"},
    objections=(Objection("andel", Complaint.PERSONAL_NUMBER),),
    notice=ReviewNotice.NOT_SAVED,
)
STALE = replace(
    REVISED, notice=ReviewNotice.REVISED, given_back={"Vad gör ni åt skillnaden?": "Vem?", WORDS: "Nästan klart."}
)
RISKS = replace(
    FIRST,
    task=replace(example.RISK_TASK, state=State.SUBMITTED),
    form=example.RISK_FORM,
    submission=example.submission(example.RISK_FORM, example.RISK_ANSWERS),
)
WAITING = tuple(
    ToJudge(replace(example.NEAR, id=number, place=place), revision, number, name, example.SENT_AT)
    for number, (place, name, revision) in enumerate(
        [("Sandbäcken", "Anna Lindqvist", 2), ("Tallbacken", "Farid Rahimi", 1)], start=21
    )
)
JUDGED = Judged(
    replace(TASK, state=State.RETURNED), FIRST.form, FIRST.submission, RETURNED, example.TODAY, WAITING, is_new=True
)
BY_ANOTHER = replace(JUDGED, is_new=False, waiting=(), given_back={"Hur stor del av målen nådde ni?": "Hur räknat?"})
RETURNED_PAGE = example.form_page(
    example.page_of(example.STORY_FORM, 2),
    {"utfall": "delvis", "skillnad": "Ny rutin.", "andel": "75"},
    task=example.RETURNED,
    comments=RETURNED.comments,
    sent_back=RETURNED,
)
PLAN = replace(example.CALM, id=40, title="Intern kontrollplan", place="Karlstad")
NEWS = (
    Upshot(
        task=PLAN, said_by="Vård- och omsorgsnämnden", adopted=True, on=date(2027, 2, 17), answers=(example.RISK_TASK,),
        paragraph="§ 48", case_number="VON-2027-12", led_to="Alla enheter får en gemensam rutin för introduktion.",
    ),
    Upshot(
        task=example.STARTED, said_by="Verksamhetschef", adopted=True, on=date(2027, 2, 16),
        answers=(example.STARTED,), led_to="Tack, tydligt.",
    ),
)  # fmt: skip
TOLD_ON = Beside(to_judge=3, late=(example.LATE,), news=NEWS)
WARNED = Beside(warned=(example.LATE,), warned_on=date(2027, 2, 22), told_to="Verksamhetschef")
