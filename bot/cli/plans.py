"""`wheel plan`, `wheel show` and `wheel todo`: documents by the names that `interfaces` promises, and table rows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from bot.cli.loads import asked_in_years, load_document
from cards import phrases_cli as say
from cards.phrases_calendar import event_title
from cards.phrases_wheel import short_day
from cards.words_of_guarantees import limit_words
from cards.words_of_rules import rule_words, undated_words
from cards.words_of_time import period_words
from scheduler.ladder import rungs_of
from scheduler.load import Limits, Staff
from scheduler.organisation import Organisation
from scheduler.planning import Planned, assignments_for, occurrences_in
from scheduler.slots import Dating, Precision, Slot, period_of
from scheduler.todo import Todo
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Guarantee, Level, Source


def plan_document(wheel: Wheel, years: Iterable[int], staff: Staff | None, limits: Limits) -> dict[str, Any]:
    """Every occurrence of the years, the undated activities apart from them, and with people also their load."""
    wanted = tuple(years)
    planned = [one for year in wanted for one in occurrences_in(wheel, year)]
    organisation = staff.organisation if staff else None
    return {
        "wheel": wheel.key,
        "edition": wheel.edition,
        "years": list(wanted),
        "local": wheel.local.name if wheel.local else None,
        "example": wheel.local is not None and wheel.local.example,
        "occurrences": [_occurrence(wheel, one, organisation) for one in planned],
        "undated": [
            {"activity": activity.key, "why": undated_words(activity, wheel)}
            for activity in undated_in(wheel, {one.activity.key for one in planned})
        ],
        **(load_document(asked_in_years(wheel, wanted, staff), staff, limits) if staff else {}),
    }


def show_document(wheel: Wheel) -> dict[str, Any]:
    """Every activity with all that the wheel says of it."""
    return {
        "wheel": wheel.key,
        "edition": wheel.edition,
        "municipality": wheel.municipality,
        "local": wheel.local.name if wheel.local else None,
        "example": wheel.local is not None and wheel.local.example,
        "activities": [_activity(wheel, activity) for activity in wheel.activities],
        "guarantees": [_guarantee(wheel, guarantee) for guarantee in wheel.guarantees],
    }


def todo_document(wheel: Wheel, left: Iterable[Todo]) -> dict[str, Any]:
    """What is left to decide; `activity` is empty for what concerns a digest, both for what concerns a body."""
    return {
        "wheel": wheel.key,
        "local": wheel.local.name if wheel.local else None,
        "example": wheel.local is not None and wheel.local.example,
        "todo": [
            {
                "activity": one.activity,
                "digest": one.digest,
                "title": one.title,
                "kind": str(one.kind),
                "what": say.todo_sentence(one),
            }
            for one in left
        ],
    }


def undated_in(wheel: Wheel, dated: Collection[str]) -> tuple[Activity, ...]:
    """Those with no day of their own because nothing gives them one; a cycle that rests is not among them."""
    return tuple(
        activity
        for activity in wheel.activities
        if activity.key not in dated and activity.rule.dating(wheel) is not Dating.DATED
    )


def source_words(wheel: Wheel, source: Source) -> str:
    """The document's file, the heading and the lines."""
    file = wheel.document_by_key[source.document].file
    return " · ".join(part for part in (file, source.heading, source.lines) if part)


def plan_rows(
    wheel: Wheel, planned: Iterable[Planned], organisation: Organisation | None, *, year: int | None
) -> Iterator[tuple[str, ...]]:
    """One for each occurrence; with an organisation also how many tasks it becomes.

    `year` is the one that need not be said, None where there are several.
    """
    for one in planned:
        slot = one.slot
        rungs = [short_day(rung.day) for rung in rungs_of(slot, one.activity.reminders)]
        yield (
            days_cell(slot, year),
            say.about(event_title(one.activity.title, slot.place or ""), period_words(period_of(slot.period))),
            _performer(wheel, one.activity),
            say.reminded(len(rungs), rungs[0]) if rungs else say.UNSAID,
            *((str(sum(1 for _ in assignments_for(wheel, one, organisation))),) if organisation else ()),
        )


def undated_rows(wheel: Wheel, planned: Iterable[Planned]) -> Iterator[tuple[str, str]]:
    for activity in undated_in(wheel, {one.activity.key for one in planned}):
        yield _named(activity.title, activity.key), undated_words(activity, wheel)


def show_rows(wheel: Wheel) -> Iterator[tuple[str, ...]]:
    """One for each activity, with people's own names for roles and bodies."""
    for activity in wheel.activities:
        undecided = activity.rule.dating(wheel) is Dating.UNDECIDED
        yield (
            _named(activity.title, activity.key),
            say.NO_DATE_YET if undecided else say.KINDS[activity.rule.plan_kind],
            rule_words(activity.rule, wheel),
            say.by_and_to(_performer(wheel, activity), _receiver(wheel, activity)),
        )


def guarantee_rows(wheel: Wheel) -> Iterator[tuple[str, ...]]:
    for one in wheel.guarantees:
        yield one.title, limit_words(one.limit), one.starts_from or say.UNSAID, one.applies_to


def todo_groups(left: Iterable[Todo]) -> Iterator[list[tuple[str, str]]]:
    """Activity by activity, which is named in the first row only."""
    for (key, title), group in groupby(left, key=lambda one: (one.activity or one.digest, one.title)):
        first, *rest = [say.todo_sentence(one) for one in group]
        yield [(_named(title, key), first), *(("", sentence) for sentence in rest)]


def _named(title: str, key: str) -> str:
    return f"{title}\n{key}" if key else title


def days_cell(slot: Slot, year: int | None = None) -> str:
    """The deadline, and below it the opening unless that is the month's own first day; the year where it is another."""
    if slot.due is None:
        return say.opens(slot.opens, year) if slot.opens else say.UNSAID
    if slot.precision is Precision.MONTH:
        due = say.month_seen_from(slot.due, year)
        is_own = slot.opens == slot.due.replace(day=1)
    else:
        due, is_own = say.weekday_seen_from(slot.due, year), False
    return due if slot.opens is None or is_own else f"{due}\n{say.opens(slot.opens, slot.due.year)}"


def _receiver(wheel: Wheel, activity: Activity) -> str:
    return wheel.name_of(activity.receiver) if activity.receiver else activity.audience


def _performer(wheel: Wheel, activity: Activity) -> str:
    return wheel.name_of(activity.performer) if activity.performer else activity.external_performer or say.UNSAID


def _occurrence(wheel: Wheel, planned: Planned, organisation: Organisation | None) -> dict[str, Any]:
    activity, slot = planned.activity, planned.slot
    return {
        "activity": activity.key,
        "title": activity.title,
        "period": period_of(slot.period),
        "place": slot.place,
        "opens": _iso(slot.opens),
        "scheduled": _iso(slot.due),
        "due": _iso(slot.due),
        "precision": str(slot.precision),
        "kind": str(activity.rule.plan_kind),
        "rule": rule_words(activity.rule, wheel),
        **_who(activity),
        "source": _sources(wheel, activity),
        "inferred": list(activity.inferred),
        "reminders": [rung.day.isoformat() for rung in rungs_of(slot, activity.reminders)],
        "assignments": _assignments(wheel, planned, organisation) if organisation else [],
    }


def _activity(wheel: Wheel, activity: Activity) -> dict[str, Any]:
    return {
        "key": activity.key,
        "title": activity.title,
        "summary": activity.summary,
        "kind": str(activity.rule.plan_kind),
        "rule": rule_words(activity.rule, wheel),
        **_who(activity),
        "external_performer": activity.external_performer,
        "via": list(activity.via),
        "audience": activity.audience,
        "verb": str(activity.verb) if activity.verb else None,
        "review": activity.review,
        "phase": str(activity.phase),
        "service_types": list(activity.service_types),
        "areas": list(activity.areas),
        "waits_for": list(activity.waits_for),
        "optional": activity.optional,
        "hidden": activity.hidden,
        "form": activity.form,
        "feeds": list(activity.feeds),
        "source": _sources(wheel, activity),
        "inferred": list(activity.inferred),
        "undated": activity.rule.dating(wheel) is not Dating.DATED,
        "dating": str(activity.rule.dating(wheel)),
    }


def _guarantee(wheel: Wheel, guarantee: Guarantee) -> dict[str, Any]:
    return {
        "key": guarantee.key,
        "title": guarantee.title,
        "starts_from": guarantee.starts_from,
        "limit": limit_words(guarantee.limit),
        "applies_to": guarantee.applies_to,
        "rolls_up_to": guarantee.rolls_up_to,
        "source": [source_words(wheel, source) for source in guarantee.source],
    }


def _who(activity: Activity) -> dict[str, Any]:
    return {
        "level": str(activity.level),
        "performer": activity.performer,
        "receiver": activity.receiver,
        "decides": activity.decides,
        "provider": str(activity.provider),
    }


def _sources(wheel: Wheel, activity: Activity) -> list[str]:
    return [source_words(wheel, source) for source in activity.source]


def _assignments(wheel: Wheel, planned: Planned, organisation: Organisation) -> list[dict[str, Any]]:
    names = {
        Level.UNIT: {unit.id: unit.name for unit in organisation.units},
        Level.AREA: {area.id: area.name for area in organisation.areas},
        Level.ADMINISTRATION: {organisation.municipality_id: wheel.administration},
    }
    return [
        {
            "level": str(one.subject.level),
            "place": names[one.subject.level][one.subject.id],
            "role": one.role,
        }
        for one in assignments_for(wheel, planned, organisation)
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
