"""What a body is told: when, and counted from the rows at the cut-off."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from scheduler.clock import local_day
from scheduler.days import work_starts_on, working_day_on_or_after
from scheduler.digests import (
    ActivityDigest,
    AreaCount,
    Countable,
    Digest,
    Missing,
    OptionShare,
    QuestionShares,
    Tally,
)
from scheduler.forms import COUNTED, Form, Question, QuestionType
from scheduler.loading import Content
from scheduler.organisation import Municipality
from scheduler.outbox import MessageKind, NewMessage, digest_key
from scheduler.planning import years_to_plan
from scheduler.ports import UnitOfWork
from scheduler.slots import period_of
from scheduler.wheel import DigestPlan, Wheel


def digest_days(wheel: Wheel, first: date, last: date) -> list[tuple[date, DigestPlan]]:
    """The working days, both ends included, on which a body is to be told something."""
    found = [
        (working_day_on_or_after(day), plan)
        for plan in wheel.digests
        for year in range(first.year - 1, last.year + 1)
        for slot in wheel.digest_slots(plan, year)
        if (day := slot.due or slot.opens) is not None
    ]
    within = ((day, plan) for day, plan in found if first <= day <= last)
    return sorted(within, key=lambda pair: (pair[0], pair[1].key))


def next_digest_day(wheel: Wheel, after: date) -> date | None:
    """The first such day after that one, within the planning horizon."""
    last = date(years_to_plan(after)[-1], 12, 31)
    return next((day for day, _ in digest_days(wheel, after, last) if day > after), None)


def queue_digests(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Write a message for each digest whose day has come since the municipality started; how many were new.

    Of a series of which several days were missed, only the latest is told.
    """
    added = 0
    newest = {plan.key: (day, plan) for day, plan in digest_days(wheel, municipality.started_on, local_day(now))}
    for day, plan in newest.values():
        message = NewMessage(
            municipality_id=municipality.id,
            kind=MessageKind.DIGEST,
            dedupe_key=digest_key(municipality.id, plan.key, day),
            day=day,
            due_at=max(now, work_starts_on(day)),
            body=plan.body,
        )
        added += uow.outbox.add(message) is not None
    return added


def stated_day(wheel: Wheel, plan: DigestPlan, sent_on: date) -> date:
    """The day that the plan states for a digest sent on that working day; a free day's digest is sent after it."""
    slots = (slot for year in (sent_on.year - 1, sent_on.year) for slot in wheel.digest_slots(plan, year))
    days = [day for slot in slots if (day := slot.due or slot.opens) is not None and day <= sent_on]
    return max(days, default=sent_on)


def make_digest(
    uow: UnitOfWork,
    content: Content,
    municipality: Municipality,
    plan: DigestPlan,
    now: datetime,
    *,
    day: date | None = None,
) -> Digest:
    """The calendar year up to the day, today if none is named: everyone who has been asked by then is expected.

    What has come in by `now` is counted. What is optional or hidden is expected of nobody, and counts once answered.
    """
    today = local_day(now)
    day = min(day or today, today)
    asked = uow.digests.countable(municipality.id, plan.activities, since=date(day.year, 1, 1), until=day)
    unexpected = {one.key for one in content.wheel.activities if one.optional or one.hidden}
    countables = [one for one in asked if one.submission_id is not None or one.activity not in unexpected]
    revisions = tuple(sorted(one.submission_id for one in countables if one.submission_id is not None))
    tallies = uow.digests.tallies(municipality.id, revisions)
    return Digest(
        key=plan.key,
        title=plan.title,
        body=plan.body,
        body_name=content.wheel.body_by_key[plan.body].name,
        period=str(day.year),
        cut_off=now,
        activities=tuple(_activities(content, countables, tallies, today)),
        revisions=revisions,
        example=content.wheel.local is not None and content.wheel.local.example,
    )


def _activities(
    content: Content, countables: Iterable[Countable], tallies: Iterable[Tally], today: date
) -> Iterator[ActivityDigest]:
    counts = _counts(tallies)
    groups = [tuple(group) for _, group in groupby(sorted(countables, key=_in_order), key=_round)]
    for asked in sorted(groups, key=lambda group: (_first_due(group), group[0].title)):
        activity, period = _round(asked[0])
        answered = sum(one.submission_id is not None for one in asked)
        here = {key[2:]: count for key, count in counts.items() if key[:2] == (activity, period)}
        yield ActivityDigest(
            activity=activity,
            title=asked[0].title,
            slot=period,
            answered=answered,
            expected=len(asked),
            areas=tuple(_areas(asked)),
            questions=tuple(_questions(_forms(content, asked), here, len(asked) - answered)),
            missing=tuple(
                Missing(one.title, one.place, one.due, is_late=one.due is not None and one.due < today)
                for one in asked
                if one.submission_id is None
            ),
        )


def _round(one: Countable | Tally) -> tuple[str, str]:
    """What is told together: places that began each on their own day tell of the same period."""
    return one.activity, period_of(one.slot)


def _in_order(one: Countable) -> tuple[str, str, str, str]:
    return *_round(one), one.area or "", one.place


def _first_due(asked: Iterable[Countable]) -> date:
    return min((one.due for one in asked if one.due is not None), default=date.max)


def _counts(tallies: Iterable[Tally]) -> Counter[tuple[str, str, str, str]]:
    """By activity, period, question and answer."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for tally in tallies:
        counts[*_round(tally), tally.question, tally.answer] += tally.count
    return counts


def _areas(asked: Iterable[Countable]) -> Iterator[AreaCount]:
    in_order = sorted(asked, key=lambda one: one.area or "")
    for area, group in groupby(in_order, key=lambda one: one.area):
        places = tuple(group)
        yield AreaCount(area, sum(one.submission_id is not None for one in places), len(places))


def _forms(content: Content, asked: Sequence[Countable]) -> list[Form]:
    """The versions of the form that count: the newest first, then the older ones that were answered."""
    versions = {(one.form, one.form_version) for one in asked if one.submission_id is not None}
    answered = {content.form(key, version) for key, version in versions if key in content.forms}
    newest = {content.forms[one.form] for one in asked if one.form in content.forms}
    in_order = sorted(answered | newest, key=lambda form: form.version, reverse=True)
    return [form.for_activity(asked[0].activity) for form in in_order]


def _questions(
    forms: Iterable[Form], counts: Mapping[tuple[str, str], int], unanswered: int
) -> Iterator[QuestionShares]:
    texts: dict[str, str] = {}
    titles: dict[str, dict[str, str]] = {}
    for question in (question for form in forms for question in form.questions if question.type in COUNTED):
        texts.setdefault(question.key, question.text)
        for answer, title in _options(question):
            titles.setdefault(question.key, {}).setdefault(answer, title)
    for key, text in texts.items():
        shares = (OptionShare(title, counts.get((key, answer), 0)) for answer, title in titles[key].items())
        yield QuestionShares(text, tuple(shares), unanswered)


def _options(question: Question) -> Iterator[tuple[str, str]]:
    if question.type is QuestionType.SCALE:
        steps = range(1, int(question.maximum or 0) + 1)
        yield from ((str(step), str(step)) for step in steps)
    yield from ((option.key, option.title) for option in question.options)
