"""What a body or the holder of a role is told, counted from the rows at the cut-off."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from scheduler.clock import local_day
from scheduler.digest_counting import Counted
from scheduler.digest_sections import (
    Comparison,
    Deadline,
    DecisionWaiting,
    Pattern,
    Quote,
    RiskCell,
    RiskMatrix,
    Section,
    TopRisk,
)
from scheduler.digests import Digest
from scheduler.forms import Form, answers_on, pages_of
from scheduler.loading import Content
from scheduler.organisation import Municipality, Subject
from scheduler.patterns import comparisons_in, marked_options, patterns_in
from scheduler.ports import UnitOfWork
from scheduler.ports_digesting import Countable, Mark, Worded
from scheduler.risks import Risk, risks_in, scale_of
from scheduler.usecases.digesting import covered_year, next_meeting_of
from scheduler.wheel import DigestPlan

HELD_AGAINST = frozenset({Section.CHANGE, Section.PATTERNS})
SHARED_OUT = frozenset({Section.QUESTIONS, Section.CHANGE})
MARKED = frozenset({Section.PATTERNS, Section.COMPARISON})
TOP_RISKS = 5
QUOTES_OF_A_QUESTION = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """The places that a digest is about, where it is not about all of them, and what they are called."""

    places: Collection[Subject]
    names: tuple[str, ...]


def make_digest(
    uow: UnitOfWork,
    content: Content,
    municipality: Municipality,
    plan: DigestPlan,
    now: datetime,
    *,
    day: date | None = None,
    scope: Scope | None = None,
) -> Digest:
    """The calendar year up to the day, today if none is named: everyone who has been asked by then is expected.

    What has come in by `now` is counted. What is optional or hidden is expected of nobody, and counts once answered.
    """
    today = local_day(now)
    count = Count(uow, content, municipality, plan, today, min(day or today, today), scope)
    return Digest(
        key=plan.key,
        title=plan.title,
        body=plan.receiver,
        body_name=content.wheel.name_of(plan.receiver),
        period=str(count.year),
        cut_off=now,
        activities=tuple(count.counted.activities()),
        revisions=count.revisions,
        example=content.wheel.local is not None and content.wheel.local.example,
        sections=plan.sections,
        few=count.few,
        scope=scope.names if scope else (),
        audience=plan.audience,
        next_meeting=count.next_meeting,
        patterns=count.patterns(),
        comparisons=count.comparisons(),
        risks=count.risks(),
        decisions=count.decisions(),
        deadlines=count.deadlines(),
        quotes=count.quotes(),
    )


@dataclass(frozen=True)
class Count:
    """One digest being counted; every section reads no more rows than it needs."""

    uow: UnitOfWork
    content: Content
    municipality: Municipality
    plan: DigestPlan
    today: date
    day: date
    scope: Scope | None

    @property
    def few(self) -> int:
        """Whoever is told of the places they answer for is told what those say."""
        return self.content.wheel.few if self.scope is None else 1

    @cached_property
    def year(self) -> int:
        return covered_year(self.content.wheel, self.plan, self.day)

    @cached_property
    def next_meeting(self) -> date | None:
        """None too where nothing is told that leads up to it."""
        if not self._tells({Section.DECISIONS, Section.DEADLINES}):
            return None
        return next_meeting_of(self.content.wheel, self.plan, self.day)

    @cached_property
    def revisions(self) -> tuple[int, ...]:
        return _revisions(self._now)

    @cached_property
    def counted(self) -> Counted:
        ids = [self.revisions, _revisions(self._before)] if self._tells(SHARED_OUT) else []
        tallies = [tally for one in ids for tally in self.uow.digests.tallies(self.municipality.id, one)]
        return Counted(self.content, self._now, self._before, tallies, self.today, self.few, self.plan.sections)

    def patterns(self) -> tuple[Pattern, ...]:
        return patterns_in(self.counted, self.marks) if self._tells({Section.PATTERNS}) else ()

    def comparisons(self) -> tuple[Comparison, ...]:
        """Units are held against all others of their kind, and those alone are told of that the digest is about."""
        if not self._tells({Section.COMPARISON}):
            return ()
        organisation = self.uow.people.organisation(self.municipality.id)
        if self.scope is None:
            return comparisons_in(self.counted, self.marks, organisation)
        whole = replace(self, scope=None)
        found = comparisons_in(whole.counted, whole.marks, organisation)
        mine = {place.unit_id for place in self._now}
        return tuple(one for one in found if one.unit_id in mine)

    def risks(self) -> RiskMatrix | None:
        scale = max(map(scale_of, self._forms), default=0)
        if not scale or not self._tells({Section.RISKS}):
            return None
        tallies = self.uow.digest_parts.risk_tallies(self.municipality.id, self.revisions)
        return RiskMatrix(
            scale=max([scale, *(max(one.likelihood, one.consequence) for one in tallies)]),
            places=sum(scale_of(form) > 0 for form in self._forms_of(self._now)),
            cells=tuple(RiskCell(one.likelihood, one.consequence, one.count) for one in tallies),
            top=tuple(self._top_risks()),
        )

    def decisions(self) -> tuple[DecisionWaiting, ...]:
        """What the receiver decides on and has been or will be asked before the next meeting."""
        decided = [one.key for one in self.content.wheel.activities if one.decides == self.plan.receiver]
        if not decided or not self._tells({Section.DECISIONS}):
            return ()
        until, since = self.next_meeting or self.day, date(self.year, 1, 1)
        return tuple(self.uow.digest_parts.decisions(self.municipality.id, decided, since=since, until=until))

    def deadlines(self) -> tuple[Deadline, ...]:
        if self.next_meeting is None or not self._tells({Section.DEADLINES}):
            return ()
        ahead = self.uow.digest_parts.deadlines(
            self.municipality.id, self.plan.activities, after=self.day, until=self.next_meeting
        )
        return tuple(ahead)

    def quotes(self) -> tuple[Quote, ...]:
        quotable = sorted({form.key for form in self._forms if any(one.quotable for one in form.questions)})
        if not quotable or not self._tells({Section.QUOTES}):
            return ()
        worded = self.uow.digest_parts.worded(self.municipality.id, self.revisions, quotable)
        found = sorted(
            (quote for one in worded for quote in self._quotes_in(one)),
            key=lambda quote: (quote.title, quote.question, quote.place, quote.revision),
        )
        taken: dict[tuple[str, str], int] = {}
        return tuple(quote for quote in found if _is_among_the_first(quote, taken))

    def _tells(self, sections: Collection[Section]) -> bool:
        return not set(sections).isdisjoint(self.plan.sections)

    @cached_property
    def _now(self) -> tuple[Countable, ...]:
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return tuple(one for one in self._asked if first <= one.counts_from <= last)

    @cached_property
    def _before(self) -> tuple[Countable, ...]:
        return tuple(one for one in self._asked if one.counts_from < date(self.year, 1, 1))

    @cached_property
    def _asked(self) -> Sequence[Countable]:
        """With last year where something is held against it."""
        unexpected = {one.key for one in self.content.wheel.activities if one.optional or one.hidden}
        asked = self.uow.digests.countable(
            self.municipality.id,
            self.plan.activities,
            since=date(self.year - self._tells(HELD_AGAINST), 1, 1),
            until=self.day,
            places=self.scope.places if self.scope else None,
        )
        return [
            one
            for one in asked
            if (one.submission_id is not None or one.activity not in unexpected)
            and (not self.plan.forms or one.form in self.plan.forms)
        ]

    @cached_property
    def _by_revision(self) -> Mapping[int, Countable]:
        return {one.submission_id: one for one in self._now if one.submission_id is not None}

    @cached_property
    def _forms(self) -> Collection[Form]:
        """Those that anything counted was answered with."""
        return set(self._forms_of(self._now))

    def _forms_of(self, asked: Iterable[Countable]) -> Iterator[Form]:
        """The form of every answer, but for those that nobody knows any more."""
        for one in asked:
            if one.submission_id is not None and one.form in self.content.forms:
                yield self.content.form(one.form, one.form_version)

    @cached_property
    def marks(self) -> Sequence[Mark]:
        forms = set(self._forms_of(self._asked))
        ids = _revisions([*self._now, *self._before])
        return self.uow.digest_parts.marks(self.municipality.id, ids, marked_options(forms))

    def _top_risks(self) -> Iterator[TopRisk]:
        rows = self.uow.digest_parts.top_risks(self.municipality.id, self.revisions, limit=TOP_RISKS)
        forms = {form.key for form in self._forms if scale_of(form)}
        worded = self.uow.digest_parts.worded(self.municipality.id, {row.submission_id for row in rows}, forms)
        names = {(one.submission_id, risk.item): risk.name for one in worded for risk in self._risks_in(one)}
        for row in rows:
            told = self._by_revision[row.submission_id]
            yield TopRisk(
                likelihood=row.likelihood,
                consequence=row.consequence,
                activity=told.activity,
                title=told.title,
                place=told.place,
                name=names.get((row.submission_id, row.item), ""),
                revision=row.submission_id,
                item=row.item,
            )

    def _risks_in(self, worded: Worded) -> Iterator[Risk]:
        return risks_in(self.content.form(worded.form, worded.form_version), worded.answers)

    def _quotes_in(self, worded: Worded) -> Iterator[Quote]:
        told = self._by_revision[worded.submission_id]
        form = self.content.form(worded.form, worded.form_version)
        for page in pages_of(form, worded.answers):
            given = answers_on(page, worded.answers)
            for question in page.step.questions:
                if question.quotable and isinstance(given.get(question.key), str):
                    text = str(given[question.key])
                    yield Quote(told.activity, told.title, question.text, text, told.place, worded.submission_id)


def _revisions(countables: Iterable[Countable]) -> tuple[int, ...]:
    return tuple(sorted(one.submission_id for one in countables if one.submission_id is not None))


def _is_among_the_first(quote: Quote, taken: dict[tuple[str, str], int]) -> bool:
    key = quote.activity, quote.question
    taken[key] = taken.get(key, 0) + 1
    return taken[key] <= QUOTES_OF_A_QUESTION
