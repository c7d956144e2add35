"""From countable assignments and tallies to the activities of a digest: counts, shares, and the same ones earlier."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from scheduler.digest_sections import Against, EarlierCount, EarlierShares, OptionShare, Section
from scheduler.digests import ActivityDigest, AreaCount, Missing, QuestionShares
from scheduler.fewness import shown
from scheduler.forms import COUNTED, Form, Question, QuestionType
from scheduler.loading import Content
from scheduler.ports_digesting import Countable, Tally
from scheduler.slots import period_of

Round: TypeAlias = tuple[str, str]
"""An activity and a period: what is told together, though places that began on a day of their own have own slots."""

Counts: TypeAlias = Mapping[tuple[str, str], int]
"""By question and answer."""

NOTHING: Counts = {}
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Counted:
    """Everything that was counted: the rounds of now, and those that they are held against.

    `few` is how many must stand behind a share; what the administration alone answers is told whole, for nobody else
    could be behind it.
    """

    content: Content
    now: Sequence[Countable]
    before: Sequence[Countable]
    tallies: Sequence[Tally]
    today: date
    few: int
    sections: Sequence[Section]

    def activities(self) -> Iterator[ActivityDigest]:
        """In order of their first deadline."""
        in_order = sorted(self.rounds.items(), key=lambda pair: (_first_due(pair[1]), pair[1][0].title, pair[0]))
        for one, asked in in_order:
            yield self._activity(one, asked)

    @cached_property
    def rounds(self) -> dict[Round, tuple[Countable, ...]]:
        return _in_rounds(self.now)

    @cached_property
    def known(self) -> dict[Round, tuple[Countable, ...]]:
        """The rounds of now and the earlier ones."""
        return {**_in_rounds(self.before), **self.rounds}

    def earlier(self, one: Round) -> Iterator[tuple[Against, Round]]:
        """The same period a year ago, and the period just before where that is another one; where they were asked."""
        activity, period = one
        same = (activity, _a_year_earlier(period))
        older = [period_ for period_ in self._periods.get(activity, ()) if period_ < period]
        last = (activity, older[-1]) if older else None
        if last is not None and last != same:
            yield Against.PERIOD, last
        if same in self.known:
            yield Against.YEAR, same

    def forms(self, asked: Sequence[Countable]) -> list[Form]:
        """The versions of the form that count: the newest first, then the older ones that were answered."""
        pinned = {(one.form, one.form_version if one.submission_id is not None else None) for one in asked}
        newest = {(key, None) for key, _ in pinned}
        found = forms_in(self.content, pinned | newest)
        in_order = sorted(found, key=lambda form: (-form.version, form.key))
        return [form.for_activity(asked[0].activity) for form in in_order]

    @cached_property
    def _periods(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for activity, period in sorted(self.known):
            found.setdefault(activity, []).append(period)
        return found

    @cached_property
    def _counts(self) -> dict[Round, Counter[tuple[str, str]]]:
        counts: dict[Round, Counter[tuple[str, str]]] = {}
        for tally in self.tallies:
            here = counts.setdefault((tally.activity, period_of(tally.slot)), Counter())
            here[tally.question, tally.answer] += tally.count
        return counts

    def _activity(self, one: Round, asked: Sequence[Countable]) -> ActivityDigest:
        told = set(self.sections)
        earlier = tuple(self.earlier(one)) if Section.CHANGE in told else ()
        return ActivityDigest(
            activity=one[0],
            title=asked[0].title,
            slot=one[1],
            answered=_answered(asked),
            expected=len(asked),
            areas=tuple(_areas(asked)) if Section.ANSWERED in told else (),
            questions=tuple(self._questions(one, asked, earlier)) if told & WITH_SHARES else (),
            missing=tuple(_missing(asked, self.today)) if Section.ANSWERED in told else (),
            earlier=tuple(self._count(against, then) for against, then in earlier),
        )

    def _count(self, against: Against, then: Round) -> EarlierCount:
        asked = self.known[then]
        revisions = sorted(one.submission_id for one in asked if one.submission_id is not None)
        return EarlierCount(against, then[1], len(revisions), len(asked), tuple(revisions))

    def _questions(
        self, one: Round, asked: Sequence[Countable], earlier: Sequence[tuple[Against, Round]]
    ) -> Iterator[QuestionShares]:
        answered = _answered(asked)
        for key, (text, options) in _asked_in(self.forms(asked)).items():
            counted = _shares(key, options.values(), self._counts.get(one, NOTHING))
            told, hidden = shown(counted, self._few(asked))
            yield QuestionShares(
                question=text,
                options=told,
                unanswered=len(asked) - answered,
                key=key,
                hidden=hidden,
                several=sum(option.count or 0 for option in counted) > answered,
                earlier=tuple(self._then(key, options.values(), *one) for one in earlier),
            )

    def _then(self, key: str, options: Iterable[OptionShare], against: Against, then: Round) -> EarlierShares:
        asked = self.known[then]
        told, _ = shown(_shares(key, options, self._counts.get(then, NOTHING)), self._few(asked))
        return EarlierShares(against, then[1], told, len(asked) - _answered(asked))

    def _few(self, asked: Iterable[Countable]) -> int:
        return self.few if any(one.area is not None for one in asked) else 1


def forms_in(content: Content, versions: Iterable[tuple[str, int | None]]) -> list[Form]:
    """Each once, but for those that nobody knows any more; no version means the newest."""
    known = [content.form(key, version) for key, version in versions if key in content.forms]
    return list({(form.key, form.version): form for form in known}.values())


WITH_SHARES = frozenset({Section.QUESTIONS, Section.CHANGE})


def _in_rounds(countables: Iterable[Countable]) -> dict[Round, tuple[Countable, ...]]:
    in_order = sorted(countables, key=lambda one: (*_round(one), one.area or "", one.place))
    return {key: tuple(group) for key, group in groupby(in_order, key=_round)}


def _round(one: Countable) -> Round:
    return one.activity, period_of(one.slot)


def _a_year_earlier(period: str) -> str:
    year, rest = period[:YEAR_DIGITS], period[YEAR_DIGITS:]
    return f"{int(year) - 1}{rest}" if year.isdecimal() else ""


def _first_due(asked: Iterable[Countable]) -> date:
    return min((one.due for one in asked if one.due is not None), default=date.max)


def _answered(asked: Iterable[Countable]) -> int:
    return sum(one.submission_id is not None for one in asked)


def _areas(asked: Sequence[Countable]) -> Iterator[AreaCount]:
    """The countables of a round stand in order of area."""
    for area, group in groupby(asked, key=lambda one: one.area):
        places = tuple(group)
        yield AreaCount(area, _answered(places), len(places))


def _missing(asked: Iterable[Countable], today: date) -> Iterator[Missing]:
    for one in asked:
        if one.submission_id is None:
            is_late = one.due is not None and one.due < today and not one.is_away
            yield Missing(one.title, one.place, one.due, is_late=is_late, is_away=one.is_away, is_seen=one.is_seen)


def _asked_in(forms: Iterable[Form]) -> dict[str, tuple[str, dict[str, OptionShare]]]:
    """The closed questions by key, each with its words and its options as the newest form that has them spells them."""
    found: dict[str, tuple[str, dict[str, OptionShare]]] = {}
    for question in (question for form in forms for question in form.questions if question.type in COUNTED):
        _, options = found.setdefault(question.key, (question.text, {}))
        for option in options_of(question):
            options.setdefault(option.key, option)
    return found


def options_of(question: Question) -> Iterator[OptionShare]:
    """What can be chosen, of which nothing is counted yet."""
    if question.type is QuestionType.SCALE:
        weak_to = question.weak_to or 0
        for step in range(1, int(question.maximum or 0) + 1):
            yield OptionShare(str(step), 0, str(step), weak=step <= weak_to)
    for option in question.options:
        yield OptionShare(option.title, 0, option.key, option.weak, option.not_applicable)


def _shares(question: str, options: Iterable[OptionShare], counts: Counts) -> list[OptionShare]:
    return [
        OptionShare(one.title, counts.get((question, one.key), 0), one.key, one.weak, one.not_applicable)
        for one in options
    ]
