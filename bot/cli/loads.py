"""The load of a planned year as a document and as rows: who answers how much, and where it may be too much."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from cards import phrases_load as say
from cards.words_of_load import reason_words, when_words
from scheduler.load import Asked, Limits, LoadWarning, PersonLoad, Staff, asked_in, loads_of, warnings_in
from scheduler.planning import occurrences_in
from scheduler.slots import MONTHS_IN_A_YEAR
from scheduler.wheel import Wheel

PERSONS_SHOWN = 20
WARNINGS_SHOWN = 8
"""Of each kind."""


def asked_in_years(wheel: Wheel, years: Iterable[int], staff: Staff) -> tuple[Asked, ...]:
    """Every assignment of the years with those who are asked."""
    return tuple(asked_in(wheel, (one for year in years for one in occurrences_in(wheel, year)), staff))


def load_document(asked: Sequence[Asked], staff: Staff, limits: Limits) -> dict[str, Any]:
    """`load` and `warnings`, by the names that `wheel plan` prints."""
    return {
        "load": [_load(load) for load in loads_of(asked)],
        "warnings": [_warning(warning) for warning in warnings_in(asked, staff, limits)],
    }


def load_rows(asked: Sequence[Asked], year: int) -> Iterator[tuple[str, ...]]:
    """Person, twelve months and the total of that year; those with least only as their number."""
    loads = loads_of(one for one in asked if one.planned.slot.last_day.year == year)
    for load in loads[:PERSONS_SHOWN]:
        months = (load.by_month.get(f"{year}-{month:02}") for month in range(1, MONTHS_IN_A_YEAR + 1))
        yield load.person, *(str(count or "") for count in months), str(load.total)
    if len(loads) > PERSONS_SHOWN:
        yield (say.and_more(len(loads) - PERSONS_SHOWN),)


def warning_rows(warnings: Iterable[LoadWarning], wheel: Wheel, limits: Limits) -> Iterator[list[tuple[str, ...]]]:
    """Kind by kind, the greatest of each; the rest only as their number."""
    for _, found in groupby(warnings, key=lambda one: one.kind):
        same = list(found)
        rows: list[tuple[str, ...]] = [
            (one.person or say.NOBODY, when_words(one.period), str(one.count), reason_words(one, wheel, limits))
            for one in same[:WARNINGS_SHOWN]
        ]
        if len(same) > WARNINGS_SHOWN:
            rows.append((say.and_more(len(same) - WARNINGS_SHOWN),))
        yield rows


def _load(load: PersonLoad) -> dict[str, Any]:
    return {"person": load.person, "roles": list(load.roles), "months": dict(load.by_month), "total": load.total}


def _warning(warning: LoadWarning) -> dict[str, Any]:
    return {
        "kind": str(warning.kind),
        "person": warning.person or None,
        "period": warning.period,
        "count": warning.count,
        "role": warning.role or None,
        "place": warning.place or None,
    }
