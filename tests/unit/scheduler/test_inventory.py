"""Nothing of the four documents is left out: the wheels hold what the inventory counted, no more and no less."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.loading import load_shipped, shipped_wheels
from scheduler.slots import Dating
from scheduler.wheel import Wheel

FIXTURE = Path(__file__).parents[2] / "fixtures" / "inventory_keys.toml"
ACTIVITIES = {"kristianstad": 76, "atvidaberg": 34, "norrkoping": 55, "karlstad": 78}
GUARANTEES = {"kristianstad": 0, "atvidaberg": 0, "norrkoping": 0, "karlstad": 18}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the inventory found in the document of one municipality."""

    file: str
    keys: list[str]
    inferred: list[str]
    guarantees: list[str]


def counted() -> dict[str, Counted]:
    tables = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))
    return {name: Counted(**{"guarantees": [], **table}) for name, table in tables.items()}


COUNTED = counted()

each_municipality = pytest.mark.parametrize("name", sorted(COUNTED))


def wheel_of(name: str) -> Wheel:
    return load_shipped(name).wheel


def test_inventory_counts_as_many_activities_and_guarantees_as_it_says() -> None:
    assert {name: len(set(one.keys)) for name, one in COUNTED.items()} == ACTIVITIES
    assert {name: len(set(one.guarantees)) for name, one in COUNTED.items()} == GUARANTEES


def test_every_municipality_of_the_inventory_has_a_wheel_that_ships() -> None:
    assert sorted(COUNTED) == sorted(shipped_wheels())


@each_municipality
def test_wheel_holds_every_activity_of_the_inventory_and_no_other(name: str) -> None:
    assert sorted(one.key for one in wheel_of(name).activities) == sorted(COUNTED[name].keys)


@each_municipality
def test_wheel_names_the_document_of_its_municipality_and_no_other(name: str) -> None:
    assert [document.file for document in wheel_of(name).documents] == [COUNTED[name].file]


@each_municipality
def test_every_activity_has_its_source_in_the_document_of_its_municipality(name: str) -> None:
    wheel = wheel_of(name)
    files = {
        one.key: {wheel.document_by_key[source.document].file for source in one.source} for one in wheel.activities
    }

    assert files == {key: {COUNTED[name].file} for key in COUNTED[name].keys}


@each_municipality
def test_what_the_inventory_reads_out_of_a_document_is_marked_as_inferred(name: str) -> None:
    marked = {one.key for one in wheel_of(name).activities if one.inferred}

    assert sorted(set(COUNTED[name].inferred) - marked) == []


@each_municipality
def test_wheel_holds_every_guarantee_of_the_inventory_and_no_other(name: str) -> None:
    assert sorted(one.key for one in wheel_of(name).guarantees) == sorted(COUNTED[name].guarantees)


def test_every_guarantee_of_karlstad_is_told_in_one_activity() -> None:
    told_in = {one.key: one.rolls_up_to for one in wheel_of("karlstad").guarantees}

    assert told_in == dict.fromkeys(COUNTED["karlstad"].guarantees, "garantier_efterlevnad")


def test_nothing_in_atvidaberg_has_a_date_until_the_municipality_decides_one() -> None:
    wheel = wheel_of("atvidaberg")

    dated = [one.key for one in wheel.activities if wheel.dating_of(one.key) is Dating.DATED]
    slots = [slot for key in wheel.activity_by_key for year in range(2026, 2036) for slot in wheel.slots_of(key, year)]

    assert (dated, slots) == ([], [])
