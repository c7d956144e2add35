"""The invented administration that a year is simulated with."""

from random import Random

import pytest

from bot.simulation.town import SERVICE_TYPES, UNITS_PER_AREA, Kind, invent_people, kinds_of
from scheduler.loading import example_of, load_shipped, shipped_wheels
from scheduler.organisation import Organisation
from scheduler.people_file import PeopleRow, organisation_of
from scheduler.planning import concerns
from scheduler.pulse import ADMINISTRATOR
from scheduler.wheel_parts import PRIVATE_PROVIDERS, Level, Provider
from tests.factories import make_activity, make_wheel
from tests.running_app import KARLSTAD

WHEEL = KARLSTAD.wheel
PROVIDERS = {Provider.IN_HOUSE, *PRIVATE_PROVIDERS}


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

    needed = [role for role in WHEEL.roles if role.held_by is None and role.key != ADMINISTRATOR]
    entered = {role.key: role.level for role in needed}
    places = {Level.UNIT: 13, Level.AREA: 2, Level.ADMINISTRATION: 1}
    held = {key: sum(row.role == key for row in rows) for key in entered}
    assert held == {key: places[level] for key, level in entered.items()}
    assert all(entered[row.role] is row.level for row in rows)


def test_managers_run_one_to_three_units_and_some_are_private() -> None:
    rows = [row for row in town(60) if row.role == "enhetschef"]

    sizes = {sum(row.name == manager for row in rows) for manager in {row.name for row in rows}}
    assert sizes == {1, 2, 3}
    assert {row.provider for row in rows} == PROVIDERS
    assert sum(row.provider is Provider.IN_HOUSE for row in rows) > len(rows) / 2


def test_people_are_told_apart_by_their_address() -> None:
    rows = town(60)

    assert len({row.email for row in rows}) == len({row.name for row in rows})
    assert {row.email.rpartition("@")[2] for row in rows} == {"example.invalid"}


def test_kinds_of_unit_are_what_the_activities_ask_for_and_one_of_each_other() -> None:
    chosen = make_activity(key="val", provider=Provider.CHOSEN)
    day = make_activity(key="dag", service_types=("dagverksamhet", "hemtjänst"))

    kinds = kinds_of(make_wheel(chosen, day))

    assert set(kinds) == {
        Kind(Provider.CHOSEN, "dagverksamhet"),
        Kind(Provider.PRIVATE, "dagverksamhet"),
        Kind(Provider.PROCURED, "dagverksamhet"),
        Kind(Provider.IN_HOUSE, "dagverksamhet"),
        *(Kind(Provider.IN_HOUSE, service_type) for service_type in SERVICE_TYPES),
    }
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("name", shipped_wheels())
def test_every_activity_of_a_shipped_wheel_concerns_some_unit_of_a_dozen(name: str) -> None:
    wheel = load_shipped(name, local=example_of(name)).wheel

    organisation = organisation_of(invent_people(wheel, 12, Random(1)))

    found = {unit.provider for unit in organisation.units}
    assert found == PROVIDERS
    at_units = [one for one in wheel.activities if one.level.place is not Level.ADMINISTRATION]
    assert [one.key for one in at_units if not any_place(organisation, one.areas)] == []
    assert [one.key for one in at_units if not any(concerns(one, unit) for unit in organisation.units)] == []


def any_place(organisation: Organisation, areas: tuple[str, ...]) -> bool:
    return not areas or not {area.name for area in organisation.areas}.isdisjoint(areas)
