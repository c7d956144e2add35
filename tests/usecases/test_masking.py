"""A passage taken out of every row that people wrote in, of one municipality or one task, and of rows out of a copy."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from scheduler.audit import Deed, Thing
from scheduler.forms import Answers
from scheduler.masks import BLOT, Mask, MaskedIn, MaskedPassage, pattern_of
from scheduler.moves import Move
from scheduler.outbox import MessageKind
from scheduler.ports_answering import Decision, Draft
from scheduler.ports_sending import Recall
from scheduler.usecases.desk import Move as Step
from scheduler.usecases.feeds import create_feed
from scheduler.usecases.masking import find_passage, mask_passage
from scheduler.usecases.outcomes import FormPage, Notice
from scheduler.usecases.reminding import daily_message
from scheduler.usecases.sights import OWN
from store.schema import decision
from store.unit_of_work import SqlStore
from tests.contract.test_store_digests import DIGEST
from tests.factories import (
    CILLA,
    FORM,
    MONDAY,
    NOON,
    CountedTokens,
    Town,
    make_by,
    make_submission,
    make_town,
    plan_one,
)
from tests.postgres import Server
from tests.usecases.at_desk import AtDesk, a_page, content_of_forms, kept, open_task, saving_from

NAME = "Kalle Kula"
LATER = NOON + timedelta(hours=1)
CONTENT = content_of_forms()
ANSWERS: Answers = {"utfall": "nej", "orsak": f"{NAME} föll", "risker.0.risk": "kalle  kula igen", "risker.items": 1}
MASKED: Answers = {**ANSWERS, "orsak": f"{BLOT} föll", "risker.0.risk": f"{BLOT} igen"}


@dataclass(frozen=True, slots=True)
class Office:
    """Anna's one task, and the administrator who masks."""

    store: SqlStore
    engine: Engine
    town: Town
    task: int

    @property
    def desk(self) -> AtDesk:
        return AtDesk(self.store, self.town.people[0], CONTENT)

    def submit(self, revision: int = 1, **changes: object) -> None:
        new = replace(
            make_submission(self.task, self.town.people[0].id, answers=ANSWERS, form=FORM.key, closed=()),
            revision=revision,
            token=f"{self.task}-{revision}",
            **changes,  # type: ignore[arg-type]
        )
        with self.store.write() as uow:
            uow.answering.submit(new)

    def mask(self, passage: str = NAME, *, task: int | None = None, now: datetime = LATER) -> Mask:
        pattern = pattern_of(passage)
        with self.store.write() as uow:
            by = make_by(self.town.id, actor="Vera", at=now)
            return mask_passage(uow, CONTENT, self.town.municipality, pattern, by=by, because="Namn", task=task)

    def answers(self) -> Answers | None:
        latest = kept(self.store, self.task)[2]
        return latest.answers if latest else None


@pytest.fixture
def office(store: SqlStore, engine: Engine) -> Office:
    town = make_town(store)
    return Office(store, engine, town, open_task(store, town).id)


def passage(kind: MaskedIn, row_id: int, task: int | None, question: str, start: int, length: int) -> MaskedPassage:
    return MaskedPassage(kind=kind, row_id=row_id, assignment_id=task, question=question, start=start, length=length)


def write_everywhere(office: Office) -> None:
    """The name in a draft, an answer, a decision, a digest, a move, a recall and the name of a calendar."""
    office.desk.types(office.desk.page(office.task), {"utfall": "nej", "orsak": f"Fru {NAME}", "antal": ""})
    office.submit()
    with office.store.write() as uow:
        uow.answering.decide(make_decision(office.task))
        uow.digests.keep(office.town.id, replace(DIGEST, title=f"Om {NAME}", revisions=()))
        (occurrence,) = uow.assignments.occurrences(office.town.id, ["egenkontroll"])
        uow.assignments.move(make_move(occurrence.id))
        sent = uow.outbox.add(daily_message(office.town.id, 1, MessageKind.DAILY, MONDAY, NOON))
        assert sent is not None
        uow.recalls.keep(Recall(sent, office.town.id, NOON, f"Fel om {NAME}.", deletes=False))
        create_feed(uow, CountedTokens(), office.town.people[0], scope=OWN, name=f"{NAME}s", today=MONDAY, by=make_by())


def make_decision(task: int) -> Decision:
    return Decision(
        assignment_id=task,
        revision=1,
        body="von",
        adopted=True,
        decided_on=MONDAY,
        paragraph=f"§ 4 {NAME}",
        case_number="KS 1",
    )


def make_move(occurrence: int) -> Move:
    return Move(
        occurrence_id=occurrence,
        opens=None,
        due=date(2027, 3, 1),
        cancelled=False,
        because=f"{NAME} är sjuk",
        moved_by=f"Mor till {NAME}",
        moved_at=NOON,
    )


EVERYWHERE = (
    passage(MaskedIn.DRAFT, 1, 1, "orsak", 4, 10),
    passage(MaskedIn.SUBMISSION, 1, 1, "orsak", 0, 10),
    passage(MaskedIn.SUBMISSION, 1, 1, "risker.0.risk", 0, 11),
    passage(MaskedIn.DECISION, 1, 1, "paragraph", 4, 10),
    passage(MaskedIn.DIGEST, 1, None, "title", 3, 10),
    passage(MaskedIn.MOVE, 1, None, "because", 0, 10),
    passage(MaskedIn.MOVE, 1, None, "moved_by", 9, 10),
    passage(MaskedIn.RECALL, 1, None, "because", 7, 10),
    passage(MaskedIn.FEED, 1, None, "name", 0, 10),
)


def test_passage_is_replaced_in_everything_that_was_typed(office: Office) -> None:
    write_everywhere(office)

    made = office.mask()

    _, draft, answer = kept(office.store, office.task)
    assert draft is not None
    assert draft.answers == {"utfall": "nej", "orsak": f"Fru {BLOT}"}
    assert answer is not None
    assert answer.answers == MASKED
    with office.store.read() as uow:
        assert uow.digests.get(1) == replace(DIGEST, title=f"Om {BLOT}", revisions=())
        (moved,) = uow.assignments.moves_of(1)
        recalled = uow.recalls.of_message(1)
        (feed,) = uow.feeds.of_municipality(office.town.id)
    assert recalled is not None
    assert (moved.because, moved.moved_by) == (f"{BLOT} är sjuk", f"Mor till {BLOT}")
    assert (recalled.because, feed.name) == (f"Fel om {BLOT}.", f"{BLOT}s")
    with office.engine.connect() as connection:
        assert connection.execute(select(decision.c.paragraph, decision.c.case_number)).one() == (f"§ 4 {BLOT}", "KS 1")
    assert made == Mask(municipality="karlstad", masked_at=LATER, masked_by="Vera", because="Namn", passages=EVERYWHERE)


def test_mask_is_kept_without_the_words(office: Office) -> None:
    write_everywhere(office)

    made = office.mask()

    with office.store.read() as uow:
        assert uow.masks.kept() == (made,)
    assert NAME not in repr(made)


def test_reason_and_name_are_masked_too_when_they_hold_the_passage(office: Office) -> None:
    office.submit()

    with office.store.write() as uow:
        by = make_by(office.town.id, actor=NAME, at=LATER)
        made = mask_passage(uow, CONTENT, office.town.municipality, pattern_of(NAME), by=by, because=f"Om {NAME}")

    assert (made.masked_by, made.because) == (BLOT, f"Om {BLOT}")
    with office.store.read() as uow:
        assert {entry.actor for entry in uow.audit.of_municipality(office.town.id)} == {BLOT}


def test_log_tells_of_the_mask_and_of_each_task_it_touched_and_never_what(office: Office) -> None:
    office.submit()

    made = office.mask()

    with office.store.read() as uow:
        told = [(one.deed, one.thing, one.thing_id, one.after) for one in uow.audit.of_municipality(office.town.id)]
    assert told == [
        (Deed.MASKED, Thing.MASK, 1, str(len(made.passages))),
        (Deed.MASKED, Thing.ASSIGNMENT, office.task, ""),
    ]


def test_nothing_is_kept_when_the_passage_stands_nowhere(office: Office) -> None:
    office.submit()

    made = office.mask("Nisse Nord")

    assert made.passages == ()
    with office.store.read() as uow:
        assert uow.masks.kept() == ()


def test_finding_changes_nothing(office: Office) -> None:
    write_everywhere(office)

    with office.store.read() as uow:
        found = find_passage(uow, CONTENT, office.town.id, pattern_of(NAME))

    assert tuple(place for _, places in found for place in places) == EVERYWHERE
    assert office.answers() == ANSWERS


def test_task_without_the_passage_is_not_waited_for(postgres: Server) -> None:
    with postgres.upgraded() as engine:
        event.listen(engine, "connect", wait_for_no_lock)
        store = SqlStore(engine)
        town = make_town(store)
        office = Office(store, engine, town, open_task(store, town).id)
        with store.write() as uow:
            other = plan_one(uow, town, form=FORM.key, key="annan")
            uow.answering.save_draft(Draft(other.id, 1, {"orsak": "Halka"}, 1, NOON))
        office.submit()

        with store.write() as uow:
            uow.assignments.get(other.id, lock=True)
            office.mask()

        assert office.answers() == MASKED


def wait_for_no_lock(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    connection.cursor().execute("SET lock_timeout = '1s'")
    connection.commit()


def test_only_the_named_task_is_masked(office: Office) -> None:
    write_everywhere(office)
    with office.store.write() as uow:
        other = plan_one(uow, office.town, form=FORM.key, key="annan")
    elsewhere = replace(office, task=other.id)
    elsewhere.submit()

    made = elsewhere.mask(task=other.id)

    assert {one.assignment_id for one in made.passages} == {other.id}
    assert (elsewhere.answers(), office.answers()) == (MASKED, ANSWERS)


def test_cillas_municipality_keeps_its_words(office: Office) -> None:
    office.submit()
    kristianstad = make_town(office.store, "kristianstad", [CILLA])
    theirs = Office(office.store, office.engine, kristianstad, open_task(office.store, kristianstad).id)
    theirs.submit()

    office.mask()

    assert (office.answers(), theirs.answers()) == (MASKED, ANSWERS)


def test_card_that_shows_the_masked_draft_cannot_bring_the_words_back(office: Office) -> None:
    page = a_page(office.desk.types(office.desk.page(office.task), {"utfall": "nej", "orsak": NAME, "antal": ""}))
    office.mask()

    outcome = office.desk.sends(saving_from(page, {"risk": "Fall", "troligt": "1", "allvar": "1"}, Step.BACK))

    assert isinstance(outcome, FormPage)
    assert outcome.notice is Notice.STALE
    draft = kept(office.store, office.task)[1]
    assert draft is not None
    assert draft.answers == {"utfall": "nej", "orsak": BLOT}
