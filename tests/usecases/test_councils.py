"""Who may see a body's digest before it is sent, and which one."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.digests import Digest
from scheduler.organisation import Person
from scheduler.rules_started import UndatedRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.councils import bodies_of, digest_for, offered_to
from scheduler.wheel import DigestPlan, Wheel
from scheduler.wheel_parts import Body
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, MONDAY, Town, make_content, make_town, make_wheel, plan_year
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


def offered(store: SqlStore, person: Person, wheel: Wheel = WHEEL, day: date = MONDAY) -> list[tuple[str, date | None]]:
    with store.read() as uow:
        return [(one.plan.key, one.told_on) for one in offered_to(uow, wheel, person, at(day))]


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
def test_what_is_offered_first_is_what_comes_next(store: SqlStore, town: Town, day: date, plan: DigestPlan) -> None:
    found = offered(store, town.people[1], day=day)

    assert found[0][0] == plan.key
    assert {key for key, _ in found} == {"varen", "hosten"}


def test_next_day_is_found_a_whole_year_ahead(store: SqlStore, town: Town) -> None:
    first, second = (
        replace(SPRING, rule=DateRule(due=MonthDay(3, 20))),
        replace(AUTUMN, rule=DateRule(due=MonthDay(3, 10))),
    )
    wheel = make_wheel(bodies=(COUNCIL,), digests=(first, second))

    assert offered(store, town.people[1], wheel, date(2027, 3, 25)) == [
        ("hosten", date(2028, 3, 10)),
        ("varen", date(2028, 3, 20)),
    ]


def test_what_has_no_day_is_offered_on_demand_and_last(store: SqlStore, town: Town) -> None:
    undated = replace(SPRING, key="nar_man_vill", rule=UndatedRule(why="Källan nämner inget datum."))
    wheel = make_wheel(bodies=(COUNCIL,), digests=(undated, AUTUMN))

    assert offered(store, town.people[1], wheel) == [("hosten", date(2027, 10, 15)), ("nar_man_vill", None)]


def test_body_without_a_plan_is_offered_nothing(store: SqlStore, town: Town) -> None:
    assert offered(store, town.people[1], make_wheel(bodies=(COUNCIL,))) == []


MANAGERS = DigestPlan(key="min_enhet", title="Min enhet", role="enhetschef", rule=DateRule(due=MonthDay(3, 1)))
BOSSES = replace(MANAGERS, key="min_verksamhet", role="verksamhetschef")
OUTSIDE = replace(MANAGERS, key="utat", audience="personal")
ROLES = make_content(wheel=make_wheel(ACTIVITY, digests=(MANAGERS, BOSSES, OUTSIDE)))
EKBACKEN = replace(ANNA, unit="Ekbacken", name="Eva Ny", email="eva@karlstad.example")
NORR = replace(EKBACKEN, area="Hemtjänst", unit="Norr", name="Nils Å", email="nils@karlstad.example")


@pytest.fixture
def large_town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, EKBACKEN, NORR, BJORN])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY)
    return town


def read_by(store: SqlStore, person: Person, key: str) -> Digest | None:
    with store.read() as uow:
        return digest_for(uow, ROLES, person, at(MONDAY), key=key)


def places_in(digest: Digest | None) -> list[str]:
    return [] if digest is None else [one.place for activity in digest.activities for one in activity.missing]


def test_holder_of_a_role_is_told_of_the_places_it_is_held_for(store: SqlStore, large_town: Town) -> None:
    anna, eva, nils, bjorn = large_town.people

    seen = [read_by(store, person, "min_enhet") for person in (anna, eva, nils)]
    whole_area = read_by(store, bjorn, "min_verksamhet")

    assert [places_in(one) for one in seen] == [["Solgården"], ["Ekbacken"], ["Norr"]]
    assert [one.scope for one in seen if one] == [("Solgården",), ("Ekbacken",), ("Norr",)]
    assert (places_in(whole_area), whole_area and whole_area.scope) == (["Ekbacken", "Solgården"], ("Äldreomsorg",))


def test_nobody_reads_the_digest_of_a_role_they_do_not_hold(store: SqlStore, large_town: Town) -> None:
    anna, _, _, bjorn = large_town.people

    assert [read_by(store, anna, "min_verksamhet"), read_by(store, bjorn, "min_enhet")] == [None, None]


def test_what_is_for_somebody_outside_holds_counts_alone(store: SqlStore, large_town: Town) -> None:
    digest = read_by(store, large_town.people[0], "utat")

    assert digest is not None
    assert (digest.open, digest.expected, places_in(digest), digest.audience) == (True, 3, [], "personal")


def stand_in_for(store: SqlStore, town: Town, away: Person, stand_in: Person) -> None:
    with store.write() as uow:
        uow.absences.add(town.id, away.id, stand_in_id=stand_in.id, since=MONDAY, until=MONDAY, at=at(MONDAY))


def test_stand_in_of_the_secretary_reads_what_the_body_would_be_told_now(store: SqlStore, town: Town) -> None:
    anna, sara = town.people
    stand_in_for(store, town, sara, anna)

    assert [key for key, _ in offered(store, anna)] == ["varen", "hosten"]
    assert seen_by(store, anna) == seen_by(store, sara)
    assert seen_by(store, anna, date(2027, 1, 12)) is None


def test_stand_in_is_told_of_the_places_that_the_role_is_held_for(store: SqlStore, large_town: Town) -> None:
    _, _, nils, bjorn = large_town.people
    stand_in_for(store, large_town, bjorn, nils)

    digest = read_by(store, nils, "min_verksamhet")

    assert digest is not None
    assert digest == read_by(store, bjorn, "min_verksamhet")
