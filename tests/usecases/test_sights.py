"""Whose year one may see, and that a picture or a calendar of a place ends with one's role there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.people_file import PeopleRow
from scheduler.usecases.feeds import NewFeed, assignments_in, calendar_of, create_feed, create_picture, picture_of
from scheduler.usecases.sights import OWN, WHOLE, sights_of
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
    plan_year,
)

BY = make_by()
SARA = replace(ANNA, area="", unit="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
EVA = replace(ANNA, unit="Älvgården", name="Eva Ny", email="eva@karlstad.example")
ELSEWHERE = replace(ANNA, area="Hemtjänst", unit="Öster", name="Olle Dal", email="olle@karlstad.example")
SOL, ALV, OST = "unit:Solgården", "unit:Älvgården", "unit:Öster"
OLD, HOME = "area:Äldreomsorg", "area:Hemtjänst"
YESTERDAY = MONDAY - timedelta(days=1)


def town_of(store: SqlStore, *rows: PeopleRow) -> Town:
    town = make_town(store, rows=rows)
    with store.write() as uow:
        areas = make_activity(key="bokslut", level=Level.AREA, performer="verksamhetschef")
        plan_year(uow, town, ACTIVITY, areas)
    return town


def sights(store: SqlStore, town: Town, person: int) -> Sequence[str]:
    with store.read() as uow:
        return sights_of(uow, town.people[person].id, town.id, MONDAY)


def test_each_sees_the_places_of_their_roles_and_what_lies_around_and_in_them(store: SqlStore) -> None:
    town = town_of(store, ANNA, BJORN, SARA, EVA, ELSEWHERE)

    assert [sights(store, town, person) for person in range(5)] == [
        (OWN, OLD, SOL, WHOLE),
        (OWN, OLD, SOL, ALV, WHOLE),
        (OWN, OLD, HOME, SOL, ALV, OST, WHOLE),
        (OWN, OLD, ALV, WHOLE),
        (OWN, HOME, OST, WHOLE),
    ]


def picture(store: SqlStore, town: Town, sight: str, person: int = 0) -> NewFeed:
    with store.write() as uow:
        return create_picture(uow, CountedTokens(), town.people[person], MONDAY, by=BY, sight=sight)


@pytest.mark.parametrize(
    ("sight", "shown"),
    [
        (OWN, {("egenkontroll", "Solgården")}),
        (SOL, {("egenkontroll", "Solgården")}),
        (OLD, {("egenkontroll", "Solgården"), ("egenkontroll", "Älvgården"), ("bokslut", "Äldreomsorg")}),
        (
            WHOLE,
            {
                ("egenkontroll", "Solgården"),
                ("egenkontroll", "Älvgården"),
                ("egenkontroll", "Öster"),
                ("bokslut", "Äldreomsorg"),
                ("bokslut", "Hemtjänst"),
            },
        ),
    ],
)
def test_picture_shows_its_sight_and_nothing_else(store: SqlStore, sight: str, shown: set[tuple[str, str]]) -> None:
    town = town_of(store, ANNA, BJORN, EVA, ELSEWHERE)
    make_town(store, "kristianstad", [CILLA])
    new = picture(store, town, sight)

    with store.read() as uow:
        found = {(one.activity, one.place) for one in assignments_in(uow, WHEEL, new.feed, MONDAY)}
        opened = picture_of(uow, new.token, MONDAY), calendar_of(uow, new.token, MONDAY)

    assert found == shown
    assert opened == (new.feed, None)


@pytest.mark.parametrize(("sight", "opens"), [(SOL, False), (OLD, False), (ALV, False), (OWN, True), (WHOLE, True)])
def test_picture_of_a_place_ends_with_the_role_there_and_opens_for_no_other(
    store: SqlStore, sight: str, opens: bool
) -> None:
    moved = replace(ANNA, area="Hemtjänst", unit="Öster", role="enhetschef")
    town = town_of(store, ANNA, moved)
    new = picture(store, town, sight)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=YESTERDAY)])

    with store.read() as uow:
        assert (picture_of(uow, new.token, MONDAY) is not None) is opens


@pytest.mark.parametrize(
    ("scope", "before", "after"),
    [
        (SOL, True, False),
        ("role:enhetschef", True, True),
        (OLD, True, True),
        (WHOLE, True, True),
        (ALV, True, True),
        ("role:verksamhetschef", True, True),
    ],
)
def test_calendar_of_a_place_ends_with_the_role_that_its_owner_had_there(
    store: SqlStore, scope: str, before: bool, after: bool
) -> None:
    town = town_of(store, ANNA, replace(ANNA, area="Hemtjänst", unit="Öster"), EVA)
    with store.write() as uow:
        new = create_feed(uow, CountedTokens(), town.people[0], scope=scope, name="", today=MONDAY, by=BY)
    tomorrow = MONDAY + timedelta(days=1)

    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY)])
    with store.read() as uow:
        opens = [calendar_of(uow, new.token, day) is not None for day in (MONDAY, tomorrow)]

    assert opens == [before, after]
