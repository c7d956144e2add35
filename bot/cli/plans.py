"""`wheel plan` and `wheel show` as documents, by the names that `interfaces` promises."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cards.words_of_rules import rule_words, undated_words
from scheduler.ladder import rungs_of
from scheduler.organisation import Organisation
from scheduler.planning import Planned, assignments_for, occurrences_in
from scheduler.wheel import Activity, Level, Source, Wheel


def plan_document(wheel: Wheel, years: Iterable[int], organisation: Organisation | None) -> dict[str, Any]:
    """Every occurrence of the years, and the undated activities apart from them."""
    wanted = tuple(years)
    planned = [one for year in wanted for one in occurrences_in(wheel, year)]
    return {
        "wheel": wheel.key,
        "edition": wheel.edition,
        "years": list(wanted),
        "local": wheel.local.name if wheel.local else None,
        "example": wheel.local is not None and wheel.local.example,
        "occurrences": [_occurrence(wheel, one, organisation) for one in planned],
        "undated": [
            {"activity": activity.key, "why": undated_words(activity)}
            for activity in wheel.activities
            if activity.is_undated
        ],
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
    }


def source_words(wheel: Wheel, source: Source) -> str:
    """The document's file, the heading and the lines."""
    file = wheel.document_by_key[source.document].file
    return " · ".join(part for part in (file, source.heading, source.lines) if part)


def _occurrence(wheel: Wheel, planned: Planned, organisation: Organisation | None) -> dict[str, Any]:
    activity, slot = planned.activity, planned.slot
    return {
        "activity": activity.key,
        "title": activity.title,
        "period": slot.period,
        "opens": _iso(slot.opens),
        "scheduled": _iso(slot.due),
        "due": _iso(slot.due),
        "precision": str(slot.precision),
        "kind": str(activity.rule.plan_kind),
        "rule": rule_words(activity.rule),
        **_who(activity),
        "source": _sources(wheel, activity),
        "inferred": list(activity.inferred),
        "reminders": [rung.day.isoformat() for rung in rungs_of(slot, activity.ladder)],
        "assignments": _assignments(wheel, planned, organisation) if organisation else [],
    }


def _activity(wheel: Wheel, activity: Activity) -> dict[str, Any]:
    return {
        "key": activity.key,
        "title": activity.title,
        "summary": activity.summary,
        "kind": str(activity.rule.plan_kind),
        "rule": rule_words(activity.rule),
        **_who(activity),
        "phase": str(activity.phase),
        "service_types": list(activity.service_types),
        "form": activity.form,
        "feeds": list(activity.feeds),
        "source": _sources(wheel, activity),
        "inferred": list(activity.inferred),
        "undated": activity.is_undated,
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
