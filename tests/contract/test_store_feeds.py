"""Calendar addresses, found by the hash of their token until they are revoked."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.ports import Feed
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, Town, make_town

MINE = Feed(1, 1, 1, "me", "Outlook jobb", created_on=MONDAY, expires_on=date(2028, 1, 11), revoked_on=None)
WHOLE = Feed(2, 1, None, "wheel", "Anslagstavlan", created_on=MONDAY, expires_on=None, revoked_on=None)


@pytest.fixture(autouse=True)
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        uow.feeds.add(
            town.id,
            person_id=1,
            scope="me",
            name="Outlook jobb",
            token_hash="h1",
            created_on=MONDAY,
            expires_on=date(2028, 1, 11),
        )
        uow.feeds.add(town.id, person_id=None, scope="wheel", name="Anslagstavlan", token_hash="h2", created_on=MONDAY)
    return town


def test_feed_is_found_by_the_hash_of_its_token(store: SqlStore) -> None:
    with store.read() as uow:
        assert [uow.feeds.by_hash(token_hash) for token_hash in ("h1", "h2", "h3")] == [MINE, WHOLE, None]


def test_feeds_of_a_municipality_are_its_own(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])

    with store.read() as uow:
        assert uow.feeds.of_municipality(town.id) == (MINE, WHOLE)
        assert uow.feeds.of_municipality(kristianstad.id) == ()


def test_feeds_of_a_person_are_the_newest_first_without_the_revoked(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        second, third = (
            uow.feeds.add(
                town.id, person_id=1, scope="me", name="Outlook jobb", token_hash=token_hash, created_on=MONDAY
            )
            for token_hash in ("h3", "h4")
        )
        uow.feeds.revoke(second.id, MONDAY)

        assert uow.feeds.of_person(1, scope="me", name="Outlook jobb") == (third, MINE)
        assert uow.feeds.of_person(1, scope="me", name="Telefonen") == ()
        assert uow.feeds.of_person(2, scope="me", name="Outlook jobb") == ()


def test_feed_is_revoked_once_and_says_so(store: SqlStore) -> None:
    with store.write() as uow:
        revoked = [uow.feeds.revoke(1, MONDAY), uow.feeds.revoke(1, date(2027, 2, 1)), uow.feeds.revoke(9, MONDAY)]

        assert revoked == [True, False, False]
        assert uow.feeds.by_hash("h1") == replace(MINE, revoked_on=MONDAY)
