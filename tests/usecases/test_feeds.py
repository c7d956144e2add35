"""Calendar addresses: shown once, kept as a hash, dead when revoked, and never wider than their scope."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from scheduler.lifecycle import State
from scheduler.ports import Feed
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.feeds import (
    PREFIX,
    Emptiness,
    NewFeed,
    assignments_in,
    calendar_of,
    create_feed,
    create_picture,
    gathered_in,
    hash_of,
    picture_of,
    replace_feed,
    revoke_feeds_of,
    why_empty,
)
from scheduler.usecases.sights import OWN, PICTURE, WHOLE
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    WHEEL,
    CountedTokens,
    Town,
    make_activity,
    make_by,
    make_town,
    make_wheel,
    plan_year,
)

BY = make_by()
AREAS = make_activity(key="bokslut", level=Level.AREA, performer="verksamhetschef")
OTHER_UNIT = replace(ANNA, unit="Älvgården", name="Eva Ny", email="eva@karlstad.example")


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, BJORN, OTHER_UNIT])
    with store.write() as uow:
        for year in (2025, 2026, 2027, 2028, 2029):
            plan_year(uow, town, ACTIVITY, AREAS, year=year)
    return town


def created(store: SqlStore, town: Town, scope: str = OWN, *, expires_on: date | None = None) -> NewFeed:
    with store.write() as uow:
        anna, tokens = town.people[0], CountedTokens()
        return create_feed(uow, tokens, anna, scope=scope, name="Outlook", today=MONDAY, by=BY, expires_on=expires_on)


def found(store: SqlStore, token: str, today: date = MONDAY) -> Feed | None:
    with store.read() as uow:
        return calendar_of(uow, token, today)


def shown(store: SqlStore, feed: Feed, today: date = MONDAY, *, wheel: Wheel = WHEEL) -> list[tuple[str, str, str]]:
    with store.read() as uow:
        return [(one.activity, one.slot, one.place) for one in assignments_in(uow, wheel, feed, today)]


def test_token_opens_its_feed_and_starts_with_what_tells_it_apart(store: SqlStore, town: Town) -> None:
    new = created(store, town)

    assert new.token == f"{PREFIX}token-1"
    assert found(store, new.token) == new.feed == Feed(1, town.id, 1, OWN, "Outlook", MONDAY, None, None)


@pytest.mark.sqlite
def test_token_is_kept_nowhere(engine: Engine, store: SqlStore, town: Town) -> None:
    token = created(store, town).token
    file = Path(engine.url.database or "")
    files = [one.read_bytes() for one in file.parent.glob(f"{file.name}*")]

    assert [token.encode() in one for one in files] == [False] * len(files)
    assert any(hash_of(token).encode() in one for one in files)


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: token + " ", lambda _: ""])
def test_token_that_is_not_quite_right_opens_nothing(store: SqlStore, town: Town, change: Callable[[str], str]) -> None:
    assert found(store, change(created(store, town).token)) is None


@pytest.mark.parametrize(("days", "works"), [(0, True), (1, False)])
def test_feed_works_through_its_last_day(store: SqlStore, town: Town, days: int, works: bool) -> None:
    new = created(store, town, expires_on=MONDAY)

    assert (found(store, new.token, MONDAY + timedelta(days=days)) is not None) is works


def test_revoked_feed_is_dead_at_once(store: SqlStore, town: Town) -> None:
    new = created(store, town)
    with store.write() as uow:
        uow.feeds.revoke(new.feed.id, MONDAY)

    assert found(store, new.token) is None


def test_new_address_ends_the_old_one_of_the_same_scope_and_name_alone_after_two_weeks(
    store: SqlStore, town: Town
) -> None:
    tokens, anna, eva = CountedTokens(), town.people[0], town.people[2]
    with store.write() as uow:
        old = create_feed(uow, tokens, anna, scope=OWN, name="Outlook", today=MONDAY, by=BY)
        phone = create_feed(uow, tokens, anna, scope=OWN, name="Telefon", today=MONDAY, by=BY)
        whole = create_feed(uow, tokens, anna, scope=WHOLE, name="Outlook", today=MONDAY, by=BY)
        evas = create_feed(uow, tokens, eva, scope=OWN, name="Outlook", today=MONDAY, by=BY)
        new = replace_feed(uow, tokens, anna, scope=OWN, name="Outlook", today=MONDAY, by=BY)

    alive = [found(store, one.token) is not None for one in (old, phone, whole, evas, new)]

    assert alive == [True, True, True, True, True]
    later = MONDAY + timedelta(days=15)
    assert found(store, old.token, later - timedelta(days=1)) is not None
    assert [found(store, one.token, later) is not None for one in (old, phone, whole, evas, new)] == [False, *alive[1:]]


def test_all_addresses_of_a_person_are_closed_at_once_and_nobody_elses(store: SqlStore, town: Town) -> None:
    tokens, anna, eva = CountedTokens(), town.people[0], town.people[2]
    with store.write() as uow:
        mine = [
            create_feed(uow, tokens, anna, scope=scope, name="Outlook", today=MONDAY, by=make_by())
            for scope in (OWN, WHOLE)
        ]
        evas = create_feed(uow, tokens, eva, scope=OWN, name="Outlook", today=MONDAY, by=make_by())

        assert revoke_feeds_of(uow, anna, MONDAY, by=make_by()) == 2

    assert [found(store, one.token) is not None for one in (*mine, evas)] == [False, False, True]


def test_picture_lasts_thirty_days(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        picture = create_picture(uow, CountedTokens(), town.people[0], MONDAY, by=BY)

    with store.read() as uow:
        days = [picture_of(uow, picture.token, MONDAY + timedelta(days=days)) is not None for days in (0, 30, 31)]

    assert (picture.feed.scope, days) == (PICTURE, [True, True, False])


@pytest.mark.parametrize("scope", [OWN, PICTURE])
def test_own_feed_shows_last_year_and_on_to_the_horizon(store: SqlStore, town: Town, scope: str) -> None:
    feed = created(store, town, scope).feed

    assert shown(store, feed) == [("egenkontroll", str(year), "Solgården") for year in (2026, 2027, 2028)]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (WHOLE, {("egenkontroll", "Solgården"), ("egenkontroll", "Älvgården"), ("bokslut", "Äldreomsorg")}),
        ("unit:Solgården", {("egenkontroll", "Solgården")}),
        (
            "area:Äldreomsorg",
            {("egenkontroll", "Solgården"), ("egenkontroll", "Älvgården"), ("bokslut", "Äldreomsorg")},
        ),
        ("role:verksamhetschef", {("bokslut", "Äldreomsorg")}),
        ("unit:Äldreomsorg", set()),
        ("role:", set()),
        ("", set()),
        ("okänt:Solgården", set()),
    ],
)
def test_feed_shows_what_its_scope_takes_in_and_nothing_else(
    store: SqlStore, town: Town, scope: str, expected: set[tuple[str, str]]
) -> None:
    feed = created(store, town, scope).feed

    assert {(activity, place) for activity, _, place in shown(store, feed)} == expected


def gathered(store: SqlStore, town: Town, scope: str) -> list[tuple[str, str, tuple[str, ...]]]:
    feed = created(store, town, scope).feed
    with store.read() as uow:
        told = [(one.task.activity, one.task.slot, one.places) for one in gathered_in(uow, WHEEL, feed, MONDAY)]
    return sorted(told)


BOTH, REPORTS = ("Solgården", "Älvgården"), ("Äldreomsorg",)


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        (WHOLE, {"egenkontroll": [BOTH], "bokslut": [REPORTS]}),
        ("area:Äldreomsorg", {"egenkontroll": [BOTH], "bokslut": [REPORTS]}),
        ("role:enhetschef", {"egenkontroll": [BOTH]}),
        (OWN, {"egenkontroll": [("Solgården",)]}),
        ("unit:Solgården", {"egenkontroll": [("Solgården",)]}),
    ],
)
def test_calendar_names_each_occurrence_once_with_the_places_of_its_scope(
    store: SqlStore, town: Town, scope: str, places: dict[str, list[tuple[str, ...]]]
) -> None:
    assert gathered(store, town, scope) == sorted(
        (key, str(year), names) for key, gathered in places.items() for names in gathered for year in (2026, 2027, 2028)
    )


def test_whole_feed_never_shows_another_municipality(store: SqlStore, town: Town) -> None:
    elsewhere = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        plan_year(uow, elsewhere, make_activity(key="deras"))
    cillas = created(store, elsewhere, WHOLE).feed

    assert {activity for activity, *_ in shown(store, cillas)} == {"deras"}
    assert "deras" not in {activity for activity, *_ in shown(store, created_again(store, town).feed)}


def created_again(store: SqlStore, town: Town) -> NewFeed:
    with store.write() as uow:
        return create_feed(uow, CountedTokens(100), town.people[0], scope=WHOLE, name="Outlook", today=MONDAY, by=BY)


@pytest.mark.parametrize(("days", "works"), [(0, True), (1, False)])
def test_feed_ends_with_its_owners_last_role(store: SqlStore, town: Town, days: int, works: bool) -> None:
    new = created(store, town)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY)])

    assert (found(store, new.token, MONDAY + timedelta(days=days)) is not None) is works


def test_own_feed_shows_no_place_whose_role_has_ended(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, replace(ANNA, unit="Älvgården", until=MONDAY - timedelta(days=1))])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY)

    assert shown(store, created(store, town).feed) == [("egenkontroll", "2027", "Solgården")]


@pytest.mark.parametrize(
    ("scope", "planned_for", "until", "why"),
    [
        (OWN, "2027", None, None),
        ("unit:Älvgården", "2027", None, None),
        ("role:kvalitetsstrateg", "2027", None, Emptiness.NO_TASKS),
        ("role:kvalitetsstrateg", "", None, Emptiness.NOTHING_PLANNED),
        (OWN, "2027", MONDAY - timedelta(days=1), Emptiness.NO_ROLE),
    ],
)
def test_empty_calendar_knows_why(
    store: SqlStore, town: Town, scope: str, planned_for: str, until: date | None, why: Emptiness | None
) -> None:
    new = created(store, town, scope)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=until)])
        uow.municipalities.mark_planned(town.id, planned_for)

    with store.read() as uow:
        assert why_empty(uow, WHEEL, new.feed, MONDAY) is why


def test_picture_of_one_without_places_shows_everyones(store: SqlStore) -> None:
    secretary = replace(ANNA, area="", unit="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
    town = make_town(store, rows=[secretary, OTHER_UNIT])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY)
        picture = create_picture(uow, CountedTokens(), town.people[0], MONDAY, by=BY)

    assert [activity for activity, *_ in shown(store, picture.feed)] == ["egenkontroll"]


VISIT = make_activity(
    key="oanmald_tillsyn",
    title="Oanmäld tillsyn",
    hidden=True,
    performer="kvalitetsstrateg",
    rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)),
)
SARA = replace(ANNA, area="", unit="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
VISITS = make_wheel(ACTIVITY, VISIT)
SARA_S, ANNA_S, BJORN_S = 0, 1, 2


@pytest.fixture
def visited(store: SqlStore) -> Town:
    """Sara inspects Anna's unit in Björn's area without saying so."""
    town = make_town(store, rows=[SARA, ANNA, BJORN])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY, VISIT)
    return town


def seen_by(store: SqlStore, town: Town, person: int, scope: str) -> list[str]:
    """The states of the visits that are shown."""
    with store.write() as uow:
        new = create_feed(uow, CountedTokens(), town.people[person], scope=scope, name="", today=MONDAY, by=BY)
        shown = [one.state for one in assignments_in(uow, VISITS, new.feed, MONDAY) if one.activity == VISIT.key]
        uow.feeds.revoke(new.feed.id, MONDAY)
    return list(shown)


def bring_visit_to(store: SqlStore, town: Town, state: State) -> None:
    with store.write() as uow:
        (visit,) = uow.assignments.of_activities(town.id, [VISIT.key])
        uow.assignments.set_state(visit.id, state)


HIDING = pytest.mark.parametrize(
    ("person", "scope"),
    [
        (ANNA_S, "unit:Solgården"),
        (ANNA_S, "area:Äldreomsorg"),
        (BJORN_S, "area:Äldreomsorg"),
        (ANNA_S, "role:kvalitetsstrateg"),
        (ANNA_S, WHOLE),
        (SARA_S, "unit:Solgården"),
        (SARA_S, WHOLE),
        (SARA_S, PICTURE),
    ],
)


@HIDING
@pytest.mark.parametrize("state", [State.PLANNED, State.OPEN, State.STARTED, State.RETURNED, State.CANCELLED])
def test_hidden_visit_is_nowhere_until_it_is_carried_out(
    store: SqlStore, visited: Town, person: int, scope: str, state: State
) -> None:
    bring_visit_to(store, visited, state)

    assert seen_by(store, visited, person, scope) == []


@HIDING
@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_hidden_visit_is_shown_once_it_is_carried_out(
    store: SqlStore, visited: Town, person: int, scope: str, state: State
) -> None:
    bring_visit_to(store, visited, state)

    assert seen_by(store, visited, person, scope) == [state]


@pytest.mark.parametrize("scope", [OWN, "role:kvalitetsstrateg"])
def test_hidden_visit_is_in_the_calendars_of_the_one_who_makes_it(store: SqlStore, visited: Town, scope: str) -> None:
    bring_visit_to(store, visited, State.OPEN)

    assert seen_by(store, visited, SARA_S, scope) == [State.OPEN]


def test_everyones_picture_hides_the_visit_from_one_without_tasks_too(store: SqlStore) -> None:
    other = replace(SARA, name="Olle Dal", email="olle@karlstad.example", role="registrator")
    town = make_town(store, rows=[other, ANNA, SARA])
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY, VISIT)
        picture = create_picture(uow, CountedTokens(), town.people[0], MONDAY, by=BY)

    before = shown(store, picture.feed, wheel=VISITS)
    bring_visit_to(store, town, State.SUBMITTED)

    assert {activity for activity, *_ in before} == {"egenkontroll"}
    assert {activity for activity, *_ in shown(store, picture.feed, wheel=VISITS)} == {"egenkontroll", VISIT.key}


def test_whole_calendar_is_not_cancelled_with_one_of_its_places(store: SqlStore, town: Town) -> None:
    feed = created(store, town, WHOLE).feed
    with store.write() as uow:
        first = uow.assignments.of_municipality(town.id, year=2027)[0]
        uow.assignments.set_state(first.id, State.CANCELLED)

    with store.read() as uow:
        states = {one.task.state for one in gathered_in(uow, WHEEL, feed, MONDAY)}

    assert (first.activity, states) == ("egenkontroll", {State.PLANNED})
