"""Every receiver of the inventory's table is told by a digest of its wheel, or it is written why none tells it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.loading import load_shipped, shipped_wheels
from scheduler.todo import todos
from tests.factories import MONDAY

FIXTURE = Path(__file__).parents[2] / "fixtures" / "inventory_digests.toml"
ROWS_OF_THE_INVENTORY = 35


@dataclass(frozen=True, kw_only=True)
class Row:
    """One receiver, as the inventory names it."""

    municipality: str
    receiver: str
    digests: tuple[str, ...] = ()
    why_none: str = ""


def read_rows() -> tuple[Row, ...]:
    table = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))
    return tuple(Row(**{**row, "digests": tuple(row.get("digests", ()))}) for row in table["rows"])


ROWS = read_rows()

each_wheel = pytest.mark.parametrize("name", shipped_wheels())


def test_every_row_of_the_inventory_has_a_digest_or_a_reason() -> None:
    assert len(ROWS) == ROWS_OF_THE_INVENTORY
    assert [row.receiver for row in ROWS if bool(row.digests) is bool(row.why_none)] == []


@each_wheel
def test_wheel_has_the_digests_of_its_rows_and_no_others(name: str) -> None:
    named = [key for row in ROWS if row.municipality == name for key in row.digests]

    assert [plan.key for plan in load_shipped(name).wheel.digests] == named


@each_wheel
def test_every_digest_says_where_it_is_stated(name: str) -> None:
    assert [plan.key for plan in load_shipped(name).wheel.digests if not plan.source] == []


@each_wheel
def test_digest_without_a_day_is_left_for_the_municipality_to_decide(name: str) -> None:
    wheel = load_shipped(name).wheel

    called_out = {todo.digest for todo in todos(wheel, MONDAY) if todo.digest and todo.kind != "inferred"}

    assert called_out == {plan.key for plan in wheel.digests if plan.rule.lack(wheel) is not None}


@each_wheel
def test_digest_for_somebody_outside_goes_through_a_role_that_publishes_it(name: str) -> None:
    outside = [plan for plan in load_shipped(name).wheel.digests if plan.audience]

    assert [plan.key for plan in outside if plan.role is None] == []
