"""Who may see a body's digest before it is sent, and which one."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.digests import Digest
from scheduler.organisation import Person
from scheduler.rules_started import UndatedRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.councils import bodies_of, digest_for, nearest_plan
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Body
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, CILLA, MONDAY, Town, make_content, make_town, make_wheel, plan_year
from tests.usecases.living import at

COUNCIL = Body(key="rad", name="Kvalitetsrådet", secretary="kvalitetsstrateg")
BOARD = Body(key="von", name="Vård- och omsorgsnämnden")
SPRING = DigestPlan(key="varen", title="Våren", body="rad", rule=DateRule(due=MonthDay(3, 15)))
AUTUMN = replace(SPRING, key="hosten", title="Hösten", rule=DateRule(due=MonthDay(10, 15)))
BOARDS = replace(SPRING, key="namnd", body="von", rule=DateRule(due=MonthDay(2, 1)))
WHEEL = make_wheel(ACTIVITY, bodies=(BOARD, COUNCIL), digests=(BOARDS, SPRING, AUTUMN))
CONTENT = make_content(wheel=WHEEL)
SARA = replace(ANNA, area="", unit="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, SARA])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY)
    return town


def seen_by(store: SqlStore, person: Person, day: date = MONDAY) -> Digest | None:
    with store.read() as uow:
        return digest_for(uow, CONTENT, person, at(day))


def test_secretary_speaks_for_the_body_and_others_for_none(store: SqlStore, town: Town) -> None:
    anna, sara = town.people

    with store.read() as uow:
        found = [bodies_of(uow, WHEEL, person, at(MONDAY)) for person in (anna, sara)]

    assert found == [(), (COUNCIL,)]


def test_secretary_sees_what_the_body_would_be_told_now(store: SqlStore, town: Town) -> None:
    digest = seen_by(store, town.people[1])

    assert digest is not None
    assert (digest.key, digest.body_name, digest.cut_off) == ("varen", "Kvalitetsrådet", at(MONDAY))
    assert (digest.answered, digest.expected) == (0, 1)


def test_unit_manager_sees_no_digest(store: SqlStore, town: Town) -> None:
    assert seen_by(store, town.people[0]) is None


@pytest.mark.parametrize(("until", "sees"), [(MONDAY, True), (date(2027, 1, 10), False)])
def test_secretary_sees_it_through_the_last_day_of_the_role(
    store: SqlStore, town: Town, until: date, sees: bool
) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(SARA, until=until)])

    assert (seen_by(store, town.people[1]) is not None) is sees


def test_secretary_of_another_municipality_sees_only_its_own(store: SqlStore, town: Town) -> None:
    theirs = make_town(store, "kristianstad", [CILLA, replace(SARA, email="sven@kristianstad.example")])

    digest = seen_by(store, theirs.people[1])

    assert digest is not None
    assert (digest.expected, digest.activities) == (0, ())


def test_looking_freezes_nothing(store: SqlStore, town: Town) -> None:
    seen_by(store, town.people[1])

    with store.read() as uow:
        assert uow.digests.sent(town.id) == ()


@pytest.mark.parametrize(
    ("day", "plan"),
    [
        (date(2027, 1, 1), SPRING),
        (date(2027, 3, 15), SPRING),
        (date(2027, 3, 16), AUTUMN),
        (date(2027, 10, 15), AUTUMN),
        (date(2027, 10, 16), SPRING),
        (date(2027, 12, 31), SPRING),
        (date(2028, 2, 29), SPRING),
    ],
)
def test_nearest_plan_is_the_one_whose_day_comes_next(day: date, plan: DigestPlan) -> None:
    assert nearest_plan(WHEEL, "rad", at(day)) == plan


def test_nearest_plan_is_found_a_whole_year_ahead() -> None:
    first, second = (
        replace(SPRING, rule=DateRule(due=MonthDay(3, 20))),
        replace(AUTUMN, rule=DateRule(due=MonthDay(3, 10))),
    )
    wheel = make_wheel(bodies=(COUNCIL,), digests=(first, second))

    assert nearest_plan(wheel, "rad", at(date(2027, 3, 25))) == second


def test_first_plan_stands_in_when_none_is_dated() -> None:
    undated = replace(SPRING, rule=UndatedRule(why="Källan nämner inget datum."))

    assert nearest_plan(make_wheel(bodies=(COUNCIL,), digests=(undated,)), "rad", at(MONDAY)) == undated


def test_body_without_a_plan_has_none() -> None:
    assert nearest_plan(make_wheel(bodies=(COUNCIL,)), "rad", at(MONDAY)) is None
