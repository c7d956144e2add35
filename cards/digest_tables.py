"""A digest as tables of plain values, for those who want to go on working with its figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cards import phrases_digest as shared
from cards import phrases_tables as say
from cards.words_of_time import moment_words, period_words
from scheduler.clock import local_day
from scheduler.digest_answers import CountedAnswer
from scheduler.digests import ActivityDigest, Digest, QuestionShares

Cell: TypeAlias = str | int | date | None
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as there are columns; None is an empty cell, which is not zero."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables_of(digest: Digest, answers: Sequence[CountedAnswer]) -> tuple[Table, ...]:
    """What the digest tells, section by section, and last the answers it counted; a section without rows is left out.

    The first is always there. The answers are named unless the digest is open.
    """
    behind = () if digest.open else answers
    found = (
        Table(say.ANSWERED, say.ANSWERED_COLUMNS, tuple(_answered(digest.activities))),
        Table(say.QUESTIONS, say.QUESTION_COLUMNS, tuple(_questions(digest))),
        Table(say.EARLIER, say.EARLIER_COLUMNS, tuple(_earlier(digest))),
        Table(say.MISSING, say.MISSING_COLUMNS, tuple(_missing(digest))),
        Table(say.PATTERNS, say.PATTERN_COLUMNS, tuple(_patterns(digest))),
        Table(say.UNITS, say.UNIT_COLUMNS, tuple(_units(digest))),
        Table(say.RISKS, say.RISK_COLUMNS, tuple(_risks(digest))),
        Table(say.MATRIX, say.MATRIX_COLUMNS, tuple(_matrix(digest))),
        Table(say.ACTIONS, say.ACTION_COLUMNS, tuple(_actions(digest))),
        Table(say.DECISIONS, say.DECISION_COLUMNS, tuple(_decisions(digest))),
        Table(say.DEADLINES, say.DEADLINE_COLUMNS, tuple(_deadlines(digest))),
        Table(say.ANSWERS, say.ANSWERS_COLUMNS, tuple(_behind(behind))),
    )
    return (_about(digest), *(table for table in found if table.rows))


def _about(digest: Digest) -> Table:
    facts: list[Row] = [
        (say.ABOUT_TITLE, digest.title),
        (say.ABOUT_BODY, digest.body_name),
        (say.ABOUT_PERIOD, period_words(digest.period)),
        (say.ABOUT_CUT_OFF, moment_words(digest.cut_off)),
        (say.ABOUT_ANSWERED, digest.answered),
        (say.ABOUT_EXPECTED, digest.expected),
    ]
    if digest.few:
        facts.append((say.ABOUT_FEW, say.few_are_hidden(digest.few)))
    if digest.example:
        facts.append((say.ABOUT_EXAMPLE, say.EXAMPLE))
    return Table(say.ABOUT, say.ABOUT_COLUMNS, tuple(facts))


def _answered(activities: Iterable[ActivityDigest]) -> Iterator[Row]:
    for one in activities:
        for area in one.areas:
            where = area.area or shared.ADMINISTRATION
            yield one.title, period_words(one.slot), where, area.answered, area.expected


def _questions(digest: Digest) -> Iterator[Row]:
    for one in digest.activities:
        for question in one.questions:
            period = period_words(one.slot)
            for option in question.options:
                count = shared.fewer_than(digest.few) if option.count is None else option.count
                yield one.title, period, question.question, option.title, count
            yield one.title, period, question.question, shared.NOT_YET, question.unanswered


def _earlier(digest: Digest) -> Iterator[Row]:
    for one in digest.activities:
        for question in one.questions:
            yield from _then(digest, one, question)


def _then(digest: Digest, one: ActivityDigest, question: QuestionShares) -> Iterator[Row]:
    for then in question.earlier:
        start = (one.title, say.AGAINST[then.against], period_words(then.slot), question.question)
        for option in then.options:
            yield *start, option.title, shared.fewer_than(digest.few) if option.count is None else option.count
        yield *start, shared.NOT_YET, then.unanswered


def _missing(digest: Digest) -> Iterator[Row]:
    for one in digest.activities:
        for place in one.missing:
            passed = say.PASSED if place.is_late else say.NOT_PASSED
            yield one.title, period_words(one.slot), place.place, place.due, passed


def _patterns(digest: Digest) -> Iterator[Row]:
    for one in digest.patterns:
        kind = say.PATTERN_KINDS[one.kind]
        yield kind, one.title, period_words(one.slot), one.question, one.count, ", ".join(one.places) or None


def _units(digest: Digest) -> Iterator[Row]:
    for one in digest.comparisons:
        yield one.place, one.area or shared.ADMINISTRATION, one.kind, one.of, one.share, one.median


def _risks(digest: Digest) -> Iterator[Row]:
    for one in digest.risks.top if digest.risks else ():
        product = one.likelihood * one.consequence
        yield one.name or None, one.title, one.place or None, one.likelihood, one.consequence, product


def _matrix(digest: Digest) -> Iterator[Row]:
    for cell in digest.risks.cells if digest.risks else ():
        yield cell.likelihood, cell.consequence, cell.count


def _actions(digest: Digest) -> Iterator[Row]:
    for one in digest.actions:
        yield one.area or shared.ADMINISTRATION, one.open, one.late, one.done, one.remaining


def _decisions(digest: Digest) -> Iterator[Row]:
    for one in digest.decisions:
        state = say.IS_ANSWERED if one.answered else shared.NOT_YET
        yield one.title, period_words(one.slot), one.place or None, one.due, state


def _deadlines(digest: Digest) -> Iterator[Row]:
    for one in digest.deadlines:
        yield one.title, period_words(one.slot), one.due, one.places


def _behind(answers: Iterable[CountedAnswer]) -> Iterator[Row]:
    for one in answers:
        again = say.ANSWERED_AGAIN if one.is_changed else None
        where = one.area or shared.ADMINISTRATION
        handed_in = local_day(one.submitted_at)
        yield one.id, one.title, period_words(one.slot), where, one.place, handed_in, one.revision, again
