"""What a body or the holder of a role is told, counted from the rows at the cut-off."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from scheduler.actions import summed
from scheduler.clock import local_day
from scheduler.digest_counting import Counted, forms_in
from scheduler.digest_sections import (
    ActionCounts,
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
from scheduler.ports_digesting import Countable, Mark, MarkedOption, Worded
from scheduler.risks import Risk, risks_in, scale_of
from scheduler.slots import period_of
from scheduler.usecases.digesting import covered_year, next_meeting_of
from scheduler.wheel import DigestPlan

HELD_AGAINST = frozenset({Section.CHANGE, Section.PATTERNS})
SHARED_OUT = frozenset({Section.QUESTIONS, Section.CHANGE})
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
        body_name=content.wheel.body_by_key[plan.body].name if plan.body else content.wheel.name_of(plan.receiver),
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
        actions=count.actions(),
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
        return patterns_in(self.counted, self._weak_marks()) if self._tells({Section.PATTERNS}) else ()

    def comparisons(self) -> tuple[Comparison, ...]:
        """Units are held against all others of their kind, and those alone are told of that the digest is about."""
        if not self._tells({Section.COMPARISON}):
            return ()
        organisation = self.uow.people.organisation(self.municipality.id)
        whole = self if self.scope is None else replace(self, scope=None)
        standings = self.uow.digest_parts.standings(self.municipality.id, whole.revisions, whole.marked)
        mine = {place.unit_id for place in self._now}
        return tuple(one for one in comparisons_in(standings, organisation) if one.unit_id in mine)

    def risks(self) -> RiskMatrix | None:
        scale = max(map(scale_of, self._forms), default=0)
        if not scale or not self._tells({Section.RISKS}):
            return None
        tallies = self.uow.digest_parts.risk_tallies(self.municipality.id, self.revisions)
        return RiskMatrix(
            scale=max([scale, *(max(one.likelihood, one.consequence) for one in tallies)]),
            places=sum(
                count for one, count in self._versions.items() if any(map(scale_of, forms_in(self.content, [one])))
            ),
            cells=tuple(RiskCell(one.likelihood, one.consequence, one.count) for one in tallies),
            top=tuple(self._top_risks()),
        )

    def _asks_for_risks(self, version: tuple[str, int | None]) -> bool:
        return any(map(scale_of, forms_in(self.content, [version])))

    def actions(self) -> tuple[ActionCounts, ...]:
        """Those of the year, with what was left of the years before."""
        if not self._tells({Section.ACTIONS}):
            return ()
        first = date(self.year, 1, 1)
        found = self.uow.actions.summary(self.municipality.id, since=first, until=self.day, today=self.today)
        if self.scope is not None:
            found = summed([one for one in found.listed if one.subject in self.scope.places], self.today)
        return tuple(
            ActionCounts(one.area or None, one.open, one.late, one.done + one.closed, one.remaining)
            for one in found.areas
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
        """What is due when the year is over tells of it too, where that is its period: the last quarter, say."""
        first, last, told = date(self.year, 1, 1), date(self.year, 12, 31), str(self.year)
        return tuple(
            one
            for one in self._asked
            if first <= one.counts_from and (one.counts_from <= last or period_of(one.slot).startswith(told))
        )

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
    def _forms(self) -> Sequence[Form]:
        """Those that anything counted was answered with."""
        return forms_in(self.content, self._versions)

    @cached_property
    def _versions(self) -> Counter[tuple[str, int | None]]:
        """How many answers each version of a form has."""
        return Counter((one.form, one.form_version) for one in self._now if one.submission_id is not None)

    @cached_property
    def marked(self) -> Collection[MarkedOption]:
        """With those of the answers of last year, where they are held against."""
        before = {(one.form, one.form_version) for one in self._before if one.submission_id is not None}
        return marked_options(forms_in(self.content, {*self._versions, *before}))

    def _weak_marks(self) -> Sequence[Mark]:
        ids = _revisions([*self._now, *self._before])
        return self.uow.digest_parts.weak_marks(self.municipality.id, ids, self.marked)

    def _top_risks(self) -> Iterator[TopRisk]:
        rows = self.uow.digest_parts.top_risks(self.municipality.id, self.revisions, limit=TOP_RISKS)
        forms = sorted({form.key for form in self._forms if scale_of(form)})
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
