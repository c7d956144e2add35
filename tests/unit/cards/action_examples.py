"""Anna's actions in Norrköping and Karlstad, as values for cards."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from scheduler.action_posts import Part
from scheduler.actions import (
    Action,
    ActionDeed,
    ActionEvent,
    ActionState,
    Ask,
    AskKind,
    Origin,
    OriginKind,
    Particulars,
    Post,
)
from scheduler.answers import Complaint, Objection
from scheduler.organisation import Subject
from scheduler.ports_actions import AskedAction
from scheduler.usecases.acting import ActionPage
from scheduler.usecases.action_lists import ActionList, Elsewhere, NewActionPage
from scheduler.wheel_parts import Level, Provider
from tests.unit.cards import card_examples as example

MADE_ON = date(2027, 1, 18)
MADE_AT = datetime(2027, 1, 18, 9, 5, tzinfo=UTC)
POST = Post("enhetschef", Subject(Level.UNIT, 1))
ALARM = Action(
    id=1,
    municipality_id=1,
    origin=Origin(
        kind=OriginKind.ANSWER, assignment_id=7, submission_id=3, activity="handlingsplan_atgard", group="atgard"
    ),
    subject=Subject(Level.UNIT, 1),
    place="Kastanjegården",
    area="Särskilt boende",
    provider=Provider.IN_HOUSE,
    title="Handlingsplan för brister",
    responsible=POST,
    says=Particulars(
        deficiency="Larmen på plan 2 hörs inte i personalrummet.",
        measure="Byt larmens mottagare och prova dem varje vecka",
        named="Anna Lindqvist",
        deadline=date(2027, 3, 1),
        follow_up=date(2027, 4, 18),
    ),
    about="norrkoping.form_handlingsplan/atgard:1",
    state=ActionState.OPEN,
    made_on=MADE_ON,
    since=date(2027, 1, 20),
    version=2,
)
LIFT = replace(
    ALARM,
    id=2,
    place="Granliden",
    says=Particulars(deficiency="Liften stannar", measure="Laga liften", deadline=date(2027, 2, 10)),
    repeated=True,
)
ROUTINE = replace(
    ALARM,
    id=3,
    place="Åbrinken",
    says=Particulars(deficiency="", measure="Gå igenom rutinen för läkemedel på arbetsplatsträffen"),
    state=ActionState.DONE,
    round=2,
)
CREATED = ActionEvent(
    deed=ActionDeed.CREATE, state=ActionState.PROPOSED, at=MADE_AT, person_id=1, name="Anna Lindqvist"
)
ACCEPTED = ActionEvent(
    deed=ActionDeed.ACCEPT,
    state=ActionState.OPEN,
    at=datetime(2027, 1, 20, 13, 30, tzinfo=UTC),
    person_id=2,
    words="Bra plan. Skriv gärna ner hur ni provar.",
    name="Helena Brodin",
)
DELAYED = ActionEvent(
    deed=ActionDeed.DELAY,
    state=ActionState.PROPOSED,
    at=datetime(2027, 2, 15, 8, 0, tzinfo=UTC),
    person_id=1,
    words="Leveransen dröjer två veckor.",
    day=date(2027, 3, 15),
    name="Anna Lindqvist",
)
OF_RESPONSIBLE = (ActionDeed.FINISH, ActionDeed.NOTE, ActionDeed.DELAY, ActionDeed.DROP)
OF_JUDGE = (ActionDeed.ACCEPT, ActionDeed.RETURN, ActionDeed.DROP)
OF_FOLLOWER = (ActionDeed.HELP, ActionDeed.REMAIN, ActionDeed.ESCALATE)
OF_RECEIVER = (ActionDeed.SETTLE, ActionDeed.AGAIN)


def asked(action: Action, kind: AskKind, due: date | None) -> AskedAction:
    return AskedAction(action, Ask(kind=kind, post=POST, opens=MADE_ON, due=due))


ASKED = (
    asked(LIFT, AskKind.CARRY_OUT, date(2027, 2, 10)),
    asked(ALARM, AskKind.CARRY_OUT, date(2027, 3, 1)),
    asked(ROUTINE, AskKind.FOLLOW_UP, date(2027, 4, 18)),
)
ELSEWHERE = (
    Elsewhere(replace(ALARM, id=4, state=ActionState.PROPOSED), AskKind.JUDGE, "Beställnings- och uppföljningsenheten"),
)
LIST = ActionList(example.TODAY, ASKED, ELSEWHERE)


def action_page(action: Action = ALARM, **changes: Any) -> ActionPage:
    plain = ActionPage(
        action=action,
        parts=frozenset({Part.RESPONSIBLE}),
        deeds=OF_RESPONSIBLE,
        history=(CREATED, ACCEPTED),
        today=example.TODAY,
        receiver="Verksamhetsbeställare",
        responsible="Enhetschef",
        holders=("Anna Lindqvist",),
        needs_evidence=True,
        values={},
    )
    return replace(plain, **changes)


PROPOSED = replace(ALARM, state=ActionState.PROPOSED)
TO_JUDGE = action_page(PROPOSED, deeds=OF_JUDGE, history=(CREATED, ACCEPTED, DELAYED))
TO_FOLLOW = action_page(
    replace(
        ALARM,
        state=ActionState.DONE,
        repeated=True,
        says=replace(ALARM.says, evidence="Provat 12 februari, alla hördes."),
    ),
    deeds=OF_FOLLOWER,
    may_choose=True,
    through="verksamhetsuppdraget",
)
RETURNED = action_page(
    replace(ALARM, state=ActionState.RETURNED),
    deeds=(ActionDeed.PROPOSE,),
    history=(CREATED, replace(ACCEPTED, deed=ActionDeed.RETURN, words="Tre veckor är för länge utan larm.")),
    values={"deficiency": "Larmen hörs inte", "measure": "Ring 112", "deadline": "2027-01-01"},
    objections=(Objection("deadline", Complaint.PASSED),),
)
TO_SETTLE = action_page(
    replace(ALARM, state=ActionState.ESCALATED, round=2), deeds=OF_RECEIVER, through="avtalet", is_stale=True
)
CLOSED = action_page(replace(ALARM, state=ActionState.CLOSED), deeds=(), done=ActionDeed.HELP)
NEW = NewActionPage(
    task=example.NEAR,
    values={"measure": "Olja dörrarna"},
    token="t-1",
    objections=(Objection("deficiency", Complaint.REQUIRED), Objection("deadline", Complaint.REQUIRED)),
)
OPEN = (LIFT, ALARM, ROUTINE)
