"""`wheel diff` as a document and as rows: what changes between two wheels in one year."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from bot.cli.plans import days_cell
from cards import phrases_diff as say
from cards.phrases_calendar import event_title
from cards.phrases_cli import UNSAID
from cards.words_of_time import period_words
from scheduler.editions import FIELDS_THAT_MATTER, Change, Difference, differences
from scheduler.planning import Planned, occurrences_in
from scheduler.slots import period_of
from scheduler.wheel import Activity, Wheel

FIELDS_WITHOUT_DATES = (*FIELDS_THAT_MATTER, "rule", "ladder")


def changes_between(wheel: Wheel, other: Wheel, year: int) -> tuple[Difference, ...]:
    """Occurrence by occurrence in order of time, then the activities that neither gives a date that year."""
    before, after = occurrences_in(wheel, year), occurrences_in(other, year)
    dated = {one.activity.key for one in (*before, *after)}
    return (*differences(before, after), *_undated(wheel, other, dated))


def diff_document(wheel: Wheel, other: Wheel, year: int) -> dict[str, Any]:
    """The changes by the names that `interfaces` promises."""
    return {
        "wheel": wheel.key,
        "other": other.key,
        "local": wheel.local.name if wheel.local else None,
        "other_local": other.local.name if other.local else None,
        "example": any(one.local is not None and one.local.example for one in (wheel, other)),
        "year": year,
        "changes": [_change(one) for one in changes_between(wheel, other, year)],
    }


def diff_rows(changes: Iterable[Difference]) -> Iterator[tuple[str, ...]]:
    for one in changes:
        planned = one.after or one.before
        place = planned.slot.place if planned else None
        yield (
            say.changed(one.change, one.fields),
            f"{event_title(one.title, place or '')}\n{one.activity}",
            period_words(period_of(one.period)) or UNSAID,
            _days_cell(one, one.before, Change.ADDED),
            _days_cell(one, one.after, Change.REMOVED),
        )


def diff_counted(changes: Iterable[Difference], year: int) -> str:
    counts = Counter(one.change for one in changes)
    return say.counted(counts) if counts else say.nothing_differs(year)


def _undated(wheel: Wheel, other: Wheel, dated: Collection[str]) -> Iterator[Difference]:
    """In the order of the first wheel, and after that what only the second one has."""
    for key in dict.fromkeys((*wheel.activity_by_key, *other.activity_by_key)):
        if key not in dated:
            found = _of_activity(wheel.activity_by_key.get(key), other.activity_by_key.get(key))
            yield from (found,) if found else ()


def _of_activity(before: Activity | None, after: Activity | None) -> Difference | None:
    one = after or before
    if one is None:
        return None
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.REMOVED
        return Difference(change, one.key, one.title, "", None, None)
    fields = tuple(name for name in FIELDS_WITHOUT_DATES if getattr(before, name) != getattr(after, name))
    return Difference(Change.REWORDED, one.key, one.title, "", None, None, fields) if fields else None


def _change(one: Difference) -> dict[str, Any]:
    planned = one.after or one.before
    return {
        "change": str(one.change),
        "activity": one.activity,
        "title": one.title,
        "period": period_of(one.period) or None,
        "place": planned.slot.place if planned else None,
        "before": _days(one, one.before, Change.ADDED),
        "after": _days(one, one.after, Change.REMOVED),
        "fields": list(one.fields),
    }


def _days(one: Difference, planned: Planned | None, absent_when: Change) -> dict[str, str | None] | None:
    """None where there is nothing on that side; both days empty where what is there has no date."""
    if one.change is absent_when:
        return None
    opens, due = (planned.slot.opens, planned.slot.due) if planned else (None, None)
    return {"opens": opens.isoformat() if opens else None, "due": due.isoformat() if due else None}


def _days_cell(one: Difference, planned: Planned | None, absent_when: Change) -> str:
    if one.change is absent_when:
        return UNSAID
    return days_cell(planned.slot) if planned else say.NO_DATE
