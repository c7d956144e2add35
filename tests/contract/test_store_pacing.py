"""One bucket a tenant, shared by all who send; and those who cannot be reached."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from scheduler.ports_sending import Unreachable
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, NOON, make_reference, make_town

RATE = 20.0


def take(store: SqlStore, wanted: int, *, tenant: str = "tenant", seconds: float = 0) -> int:
    with store.write() as uow:
        return uow.pacing.take(tenant, wanted, now=NOON + timedelta(seconds=seconds), rate=RATE)


def test_all_who_take_at_once_share_what_may_go_at_once(store: SqlStore) -> None:
    with ThreadPoolExecutor(6) as pool:
        granted = list(pool.map(lambda _: take(store, 7), range(6)))

    assert sum(granted) == 8


def test_tenants_do_not_share_a_bucket(store: SqlStore) -> None:
    assert [take(store, 50), take(store, 50, tenant="other"), take(store, 50)] == [8, 8, 0]


def test_what_was_not_used_can_be_taken_again(store: SqlStore) -> None:
    take(store, 8)
    with store.write() as uow:
        uow.pacing.give_back("tenant", 5)

    assert take(store, 50) == 5


def test_pause_holds_for_everyone_and_a_shorter_one_does_not_end_it(store: SqlStore) -> None:
    take(store, 1)
    with store.write() as uow:
        uow.pacing.pause("tenant", until=NOON + timedelta(seconds=30))
        uow.pacing.pause("tenant", until=NOON + timedelta(seconds=5))
        wait = uow.pacing.wait(["tenant"], now=NOON, rate=RATE)

    assert wait == timedelta(seconds=30)
    assert [take(store, 50, seconds=29), take(store, 50, seconds=30)] == [0, 1]


def test_whoever_was_given_up_is_listed_until_they_are_heard_from(store: SqlStore) -> None:
    town, other = make_town(store), make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        uow.references.give_up(town.id, 1, code="BotDisabledByAdmin", on=MONDAY)
        uow.references.give_up(other.id, 3, code="NotFound", on=MONDAY)
        listed, forgotten = uow.references.unreachable(town.id), uow.references.of_person(1)
        uow.references.remember(make_reference(town.id, person_id=1))

        assert listed == (Unreachable(1, "Anna Ek", "anna@karlstad.example", "BotDisabledByAdmin", MONDAY),)
        assert forgotten is None
        assert uow.references.unreachable(town.id) == ()
        assert [one.name for one in uow.references.unreachable(other.id)] == ["Cilla Öst"]
