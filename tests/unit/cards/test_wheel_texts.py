"""That no text of a wheel lies over another: all four municipalities, two years, every scope, both kinds of rings."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from bot.simulation.town import invent_people
from cards.wheel_marks import WheelMark
from cards.wheel_rings import RingsBy
from cards.wheel_status import marks_of_plan
from cards.wheel_svg import wheel_svg
from scheduler.load import Staff
from scheduler.loading import example_of, load_shipped, shipped_wheels
from scheduler.plan_scopes import PlanScope, within_scope
from scheduler.planning import occurrences_in
from scheduler.wheel import Wheel
from tests.unit.cards.drawn_texts import touching_texts
from tests.unit.cards.wheel_examples import KARLSTAD, TODAY, crowd

UNITS = 12


def every_scope(staff: Staff) -> Iterator[PlanScope]:
    organisation = staff.organisation
    yield PlanScope()
    yield from (PlanScope(area=area.name) for area in organisation.areas)
    yield from (PlanScope(unit=unit.name) for unit in organisation.units)
    yield from (PlanScope(person=email) for email in dict.fromkeys(row.email for row in staff.rows))


def different_wheels(wheel: Wheel, year: int) -> dict[tuple[WheelMark, ...], PlanScope]:
    """Each picture once, for units of a kind have the same."""
    staff = Staff(invent_people(wheel, UNITS, Random(1)))
    found: dict[tuple[WheelMark, ...], PlanScope] = {}
    for scope in every_scope(staff):
        planned = occurrences_in(wheel, year)
        shown = planned if scope.is_whole else tuple(within_scope(wheel, planned, staff, scope))
        found.setdefault(marks_of_plan(wheel, shown), scope)
    return found


@pytest.mark.parametrize("by", RingsBy)
@pytest.mark.parametrize("year", [2027, 2028])
@pytest.mark.parametrize("name", shipped_wheels())
def test_no_text_touches_another_in_any_scope(name: str, year: int, by: RingsBy) -> None:
    wheel = load_shipped(name, local=example_of(name)).wheel
    wheels = different_wheels(wheel, year)

    touching = {
        scope: pairs
        for marks, scope in wheels.items()
        if (pairs := touching_texts(drawn(marks, year, by, title=scope.name or wheel.municipality)))
    }

    assert touching == {}
    assert len(wheels) > 2


@pytest.mark.parametrize("by", RingsBy)
@pytest.mark.parametrize("marks", [KARLSTAD, crowd(80), crowd(160)], ids=["with status", "crowd of 80", "crowd of 160"])
def test_no_text_touches_another_when_the_year_is_full(marks: tuple[WheelMark, ...], by: RingsBy) -> None:
    assert touching_texts(drawn(marks, 2027, by, title="Solgårdens vård- och omsorgsboende")) == []


def drawn(marks: tuple[WheelMark, ...], year: int, by: RingsBy, *, title: str) -> str:
    return wheel_svg(
        marks,
        year,
        today=date(year, TODAY.month, TODAY.day),
        title=f"Årshjul {year} – {title}",
        subtitle="Vård- och omsorgsförvaltningen, Karlstad",
        note="Innehåller exempeldatum som kommunen inte har beslutat.",
        by=by,
    )


def test_touching_texts_are_found_when_they_touch() -> None:
    svg = drawn(KARLSTAD, 2027, RingsBy.PHASE, title="Karlstad")
    over = svg.replace('<textPath href="#month-2"', '<textPath href="#month-1"')

    assert touching_texts(svg) == []
    assert {frozenset(pair) for pair in touching_texts(over)} == {frozenset({"januari", "februari"})}
