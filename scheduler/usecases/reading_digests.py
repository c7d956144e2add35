"""Reading what a body was told, and following each figure to its answers: for those who speak for the body."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.assignments import Assignment
from scheduler.digest_answers import CountedAnswer, of_round
from scheduler.digest_counting import options_of
from scheduler.digests import Digest
from scheduler.fewness import shown
from scheduler.forms import COUNTED, Form, Question
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
        return tuple(one for one in self.counted if one.is_changed)

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
    bodies = _bodies(uow, wheel, person, now)
    kept = uow.digests.all_kept(person.municipality_id) if bodies else ()
    return tuple(reversed([one for one in kept if one.digest.body in bodies]))


def read_digest(uow: UnitOfWork, content: Content, person: Person, digest_id: int, now: datetime) -> ReadDigest | None:
    """Without its trends; None where there is none of that id that the person may read."""
    found = uow.digests.kept(person.municipality_id, digest_id)
    if found is None or found.digest.body not in _bodies(uow, content.wheel, person, now):
        return None
    return ReadDigest(found.id, found.digest, _behind(uow, person, found.digest))


def with_trends(uow: UnitOfWork, person: Person, read: ReadDigest) -> ReadDigest:
    """With how its figures have moved: every digest of its key has to be read for that."""
    own = read.digest
    told = (one.digest for one in uow.digests.all_kept(person.municipality_id))
    alike = [one for one in told if (one.key, one.body) == (own.key, own.body) and one.cut_off <= own.cut_off]
    return replace(read, trends=trends_in(alike))


def read_now(uow: UnitOfWork, content: Content, person: Person, now: datetime) -> ReadDigest | None:
    """What the person's body would be told now; None for one who speaks for no body."""
    digest = digest_for(uow, content, person, now)
    return ReadDigest(None, digest, _behind(uow, person, digest)) if digest else None


def read_answer(uow: UnitOfWork, person: Person, read: ReadDigest, submission_id: int) -> ReadAnswer | None:
    """One of the answers behind a digest that the person reads."""
    told = next((one for one in read.answers if one.id == submission_id), None)
    if told is None:
        return None
    task = uow.assignments.get(told.assignment_id)
    submission = uow.digest_answers.submission(person.municipality_id, submission_id)
    return ReadAnswer(told, task, submission) if task and submission else None


def hidden_questions(read: ReadDigest, found: ReadAnswer, form: Form) -> frozenset[str]:
    """The questions of the answer's round of which not every figure may be known.

    Those that the digest hides, and those that it would: it tells of no questions of an earlier round.
    """
    told = found.told
    behind = of_round(read.answers, told.activity, told.period)
    few = read.digest.few if any(one.area is not None for one in behind) else 1
    asked = (
        question
        for one in read.digest.activities
        if (one.activity, one.slot) == (told.activity, told.period)
        for question in one.questions
    )
    hidden = {one.key for one in asked if not one.is_whole}
    closed = (question for question in form.questions if question.type in COUNTED)
    return frozenset(hidden.union(one.key for one in closed if _has_few(one, behind, few)))


def _has_few(question: Question, behind: Iterable[CountedAnswer], few: int) -> bool:
    given = Counter(key for one in behind for key in one.chosen.get(question.key, ()))
    told, _ = shown([replace(one, count=given[one.key]) for one in options_of(question)], few)
    return any(option.count is None for option in told)


def _bodies(uow: UnitOfWork, wheel: Wheel, person: Person, now: datetime) -> frozenset[str]:
    return frozenset(body.key for body in bodies_of(uow, wheel, person, now))


def _behind(uow: UnitOfWork, person: Person, digest: Digest) -> Sequence[CountedAnswer]:
    ids = {*digest.revisions, *_held_against(digest)}
    return uow.digest_answers.behind(person.municipality_id, sorted(ids))


def _held_against(digest: Digest) -> Iterable[int]:
    return (number for one in digest.activities for then in one.earlier for number in then.revisions)
