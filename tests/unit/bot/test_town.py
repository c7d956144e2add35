"""The invented administration that a year is simulated with."""

from random import Random

import pytest

from bot.simulation.town import UNITS_PER_AREA, invent_people
from scheduler.people_file import PeopleRow, organisation_of
from scheduler.wheel import Level, Provider
from tests.running_app import KARLSTAD

WHEEL = KARLSTAD.wheel


def town(units: int, seed: int = 1) -> tuple[PeopleRow, ...]:
    return invent_people(WHEEL, units, Random(seed))


def test_town_is_the_same_when_the_seed_is_the_same() -> None:
    assert town(30) == town(30)
    assert town(30) != town(30, seed=2)


@pytest.mark.parametrize("units", [1, 12, 13, 50])
def test_town_has_as_many_units_and_areas_as_are_asked_for(units: int) -> None:
    organisation = organisation_of(town(units))

    areas = -(-units // UNITS_PER_AREA)
    assert (len(organisation.units), len(organisation.areas)) == (units, areas)


def test_every_role_that_a_person_is_entered_with_is_held_everywhere() -> None:
    rows = town(13)

    entered = {role.key: role.level for role in WHEEL.roles if role.held_by is None}
    places = {Level.UNIT: 13, Level.AREA: 2, Level.ADMINISTRATION: 1}
    held = {key: sum(row.role == key for row in rows) for key in entered}
    assert held == {key: places[level] for key, level in entered.items()}
    assert all(entered[row.role] is row.level for row in rows)


def test_managers_run_one_to_three_units_and_some_are_private() -> None:
    rows = [row for row in town(60) if row.role == "enhetschef"]

    sizes = {sum(row.name == manager for row in rows) for manager in {row.name for row in rows}}
    assert sizes == {1, 2, 3}
    assert {row.provider for row in rows} == {Provider.IN_HOUSE, Provider.PRIVATE}


def test_people_are_told_apart_by_their_address() -> None:
    rows = town(60)

    assert len({row.email for row in rows}) == len({row.name for row in rows})
    assert {row.email.rpartition("@")[2] for row in rows} == {"example.invalid"}
