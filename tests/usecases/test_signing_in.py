"""Codes that open once and lead nowhere but to our own pages, and sessions, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from scheduler.usecases.signing_in import (
    CHAT_CODE_LASTS,
    IDLE_LASTS,
    Entered,
    NotOurs,
    exchange,
    is_own_path,
    issue_code,
    prolonged,
    sign_out,
    sign_out_everywhere,
    signed_in_with,
)
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, NOON, CountedTokens, Town, by_person, make_by, make_town


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


def issued(store: SqlStore, town: Town, tokens: CountedTokens, *, at: datetime = NOON) -> str:
    with store.write() as uow:
        return issue_code(uow, tokens, town.people[0], target="/form/7", lasts=CHAT_CODE_LASTS, now=at)


def entered(
    store: SqlStore, code: str, tokens: CountedTokens, *, at: datetime = NOON, today: date = MONDAY
) -> Entered | None:
    with store.write() as uow:
        return exchange(uow, tokens, code, now=at, today=today, request="web:1")


def name_of(store: SqlStore, token: str, *, at: datetime = NOON, today: date = MONDAY) -> str | None:
    with store.read() as uow:
        found = signed_in_with(uow, token, now=at, today=today)
    return found.person.name if found else None


def test_code_is_exchanged_once_for_a_session_of_its_person(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    code = issued(store, town, tokens)

    first, second = (entered(store, code, tokens) for _ in range(2))

    assert first is not None
    assert (first.target, name_of(store, first.token), second) == ("/form/7", "Anna Ek", None)
    assert name_of(store, code) is None


def test_only_one_of_many_gets_in_when_all_press_at_once(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    code = issued(store, town, tokens)
    with ThreadPoolExecutor(8) as crowd:
        got_in = list(crowd.map(lambda _: entered(store, code, CountedTokensOfOne()), range(8)))

    assert sum(one is not None for one in got_in) == 1


class CountedTokensOfOne(CountedTokens):
    """One of a crowd: its names must not meet those of the others."""

    def new(self) -> str:
        return f"{id(self)}-{super().new()}"


@pytest.mark.parametrize(
    "target",
    ["/form", "/form/12", "/council/kvalitetsrad", "/council/rad/2027-Q1"],
)
def test_path_of_our_own_is_a_target(target: str) -> None:
    assert is_own_path(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "/",
        "form",
        "//evil.example",
        "//evil.example/form",
        "/\\evil.example",
        "https://evil.example/form",
        "/form/../api/messages",
        "/form/%2e%2e/metrics",
        "/formidable",
        "/form/12?a=1",
        "/form/12#a",
        "/form/12\r\nSet-Cookie: a=1",
        "/form/12\n",
        "/form//evil.example",
        "/form/",
        "/metrics",
        "javascript:alert(1)",
    ],
)
def test_no_code_is_made_that_leads_elsewhere(store: SqlStore, town: Town, target: str) -> None:
    with store.write() as uow, pytest.raises(NotOurs):
        issue_code(uow, CountedTokens(), town.people[0], target=target, lasts=CHAT_CODE_LASTS, now=NOON)

    with store.read() as uow:
        assert uow.access.codes_since(town.people[0].id, NOON) == ()


def test_session_ends_at_its_time_and_when_it_is_signed_out(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    kept, left = (entered(store, issued(store, town, tokens), tokens) for _ in range(2))
    assert kept is not None
    assert left is not None
    with store.write() as uow:
        sign_out(uow, left.session, by=by_person(town.people[0]))

    last = NOON + IDLE_LASTS - timedelta(seconds=1)
    assert (name_of(store, kept.token, at=last), name_of(store, left.token)) == ("Anna Ek", None)
    assert name_of(store, kept.token, at=NOON + IDLE_LASTS) is None


def test_session_is_prolonged_while_used_and_no_further_than_a_working_day(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    session = entered(store, issued(store, town, tokens), tokens)
    assert session is not None

    after = [prolonged(session.session, NOON + timedelta(minutes=minutes)) for minutes in (4, 5, 90, 420, 479)]

    assert after == [None, *(NOON + timedelta(minutes=minutes) for minutes in (125, 210, 480, 480))]


def test_ended_session_is_not_prolonged_back_to_life(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    session = entered(store, issued(store, town, tokens), tokens)
    assert session is not None
    with store.write() as uow:
        sign_out(uow, session.session, by=by_person(town.people[0]))
        uow.access.prolong(session.session.id, NOON + timedelta(hours=8))

    assert name_of(store, session.token) is None


def test_closing_ends_the_persons_own_and_nobody_elses(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    kristianstad = make_town(store, "kristianstad", [CILLA])
    annas, cillas = (entered(store, issued(store, one, tokens), tokens) for one in (town, kristianstad))
    unused = issued(store, town, tokens)
    assert annas is not None
    assert cillas is not None

    with store.write() as uow:
        ended = [sign_out_everywhere(uow, town.people[0], by=make_by(town.id)) for _ in range(2)]

    assert ended == [1, 0]
    assert [name_of(store, one.token) for one in (annas, cillas)] == [None, "Cilla Öst"]
    assert entered(store, unused, tokens) is None


def test_code_is_used_up_when_its_person_has_left(store: SqlStore, town: Town) -> None:
    tokens = CountedTokens()
    code = issued(store, town, tokens)

    before_the_first_role = entered(store, code, tokens, today=date(2025, 12, 31))

    assert (before_the_first_role, entered(store, code, tokens)) == (None, None)
