"""Reading what a body was told, and following each figure to its answers: for those who speak for the body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.assignments import Assignment
from scheduler.digest_answers import CountedAnswer
from scheduler.digests import Digest
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.ports_answering import Submission
from scheduler.ports_digesting import Kept
from scheduler.trends import Trend, trends_in
from scheduler.usecases.councils import bodies_of, digest_for
from scheduler.wheel import Wheel


@dataclass(frozen=True, slots=True)
class ReadDigest:
    """A digest with the answers behind it, those it is held against included.

    `id` is None for what would be told now; `trends` run through all that was told under its key.
    """

    id: int | None
    digest: Digest
    answers: Sequence[CountedAnswer]
    trends: tuple[Trend, ...] = ()

    @property
    def changed(self) -> tuple[CountedAnswer, ...]:
        """Those that were answered again after they were counted."""
        counted = set(self.digest.revisions)
        return tuple(one for one in self.answers if one.id in counted and one.is_changed)

    @property
    def counted(self) -> tuple[CountedAnswer, ...]:
        ids = set(self.digest.revisions)
        return tuple(one for one in self.answers if one.id in ids)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One counted revision, whole."""

    told: CountedAnswer
    task: Assignment
    submission: Submission


def told_to(uow: UnitOfWork, wheel: Wheel, person: Person, now: datetime) -> tuple[Kept, ...]:
    """Every digest that was told the bodies for which the person speaks today, the newest first."""
    bodies = {body.key for body in bodies_of(uow, wheel, person, now)}
    kept = uow.digests.all_kept(person.municipality_id) if bodies else ()
    return tuple(reversed([one for one in kept if one.digest.body in bodies]))


def read_digest(uow: UnitOfWork, content: Content, person: Person, digest_id: int, now: datetime) -> ReadDigest | None:
    """None where there is none of that id that the person may read."""
    told = told_to(uow, content.wheel, person, now)
    found = next((one for one in told if one.id == digest_id), None)
    if found is None:
        return None
    alike = [one.digest for one in told if (one.digest.key, one.digest.body) == (found.digest.key, found.digest.body)]
    upto = [one for one in alike if one.cut_off <= found.digest.cut_off]
    return ReadDigest(found.id, found.digest, _behind(uow, person, found.digest), trends_in(upto))


def read_now(uow: UnitOfWork, content: Content, person: Person, now: datetime) -> ReadDigest | None:
    """What the person's body would be told now; None for one who speaks for no body."""
    digest = digest_for(uow, content, person, now)
    return ReadDigest(None, digest, _behind(uow, person, digest)) if digest else None


def read_answer(
    uow: UnitOfWork, content: Content, person: Person, digest_id: int, submission_id: int, now: datetime
) -> ReadAnswer | None:
    """One of the answers behind a digest that the person may read."""
    read = read_digest(uow, content, person, digest_id, now)
    told = next((one for one in read.answers if one.id == submission_id), None) if read else None
    task = uow.assignments.get(told.assignment_id) if told else None
    submission = uow.digest_answers.submission(person.municipality_id, submission_id)
    if told is None or task is None or submission is None:
        return None
    return ReadAnswer(told, task, submission)


def _behind(uow: UnitOfWork, person: Person, digest: Digest) -> Sequence[CountedAnswer]:
    ids = {*digest.revisions, *_held_against(digest)}
    return uow.digest_answers.behind(person.municipality_id, sorted(ids))


def _held_against(digest: Digest) -> Iterable[int]:
    return (number for one in digest.activities for then in one.earlier for number in then.revisions)
