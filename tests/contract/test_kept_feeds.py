"""A calendar comes out of memory only while it is true: what anybody changes is seen when it is next asked for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from sqlalchemy import Engine, update

from bot.app import build_service
from bot.installation import Installation, default_line
from bot.web.calendar import feed_now
from bot.web.kept_feeds import KeptFeeds, Written
from cards.calendar_tasks import CANCELLED_SHOWN
from scheduler.clock import StandingClock
from scheduler.days import ONE_DAY
from scheduler.meetings import Called
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.feeds import REPLACED_LASTS, create_feed, replace_feed
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.sights import OWN, WHOLE
from scheduler.wheel_parts import Body
from store.engine import open_engine
from store.schema import municipality, occurrence
from store.unit_of_work import SqlStore
from tests.factories import (
    MONDAY,
    CountedTokens,
    Town,
    make_activity,
    make_by,
    make_content,
    make_town,
    make_wheel,
    plan_year,
)
from tests.running_app import SETTINGS
from tests.usecases.living import at

BY = make_by()
APRIL = date(2027, 4, 1)
REPORT = make_activity(key="rapport", title="Rapport", rule=DateRule(due=MonthDay(2, 26), opens=MonthDay(1, 11)))


@dataclass(slots=True)
class Kept:
    """A process that keeps calendars, and the database as another process has it."""

    here: SqlStore
    elsewhere: SqlStore
    engine: Engine
    town: Town
    clock: StandingClock
    installation: Installation
    tokens: CountedTokens = field(default_factory=CountedTokens)
    feeds: KeptFeeds = field(default_factory=KeptFeeds)

    @property
    def anna(self) -> Person:
        return self.town.people[0]

    def subscribe(self, scope: str = OWN) -> str:
        with self.here.write() as uow:
            new = create_feed(uow, self.tokens, self.anna, scope=scope, name="", today=MONDAY, by=BY)
        return new.token

    def ask(self, token: str) -> Written | None:
        return feed_now(self.installation, self.feeds, token)

    def ask_anew(self, token: str) -> Written | None:
        """As a process answers that has kept nothing."""
        return feed_now(self.installation, KeptFeeds(), token)

    def settle(self, token: str) -> Written:
        """Asked for until it comes out of memory: the first reading of a day is noted."""
        self.ask(token)
        written = self.ask(token)
        assert written is not None
        assert self.ask(token) is written
        return written

    def decide(self, due: date | None) -> None:
        with self.elsewhere.write() as uow:
            (kept,) = uow.assignments.occurrences(self.town.id, [REPORT.key])
            now = at(MONDAY, 10)
            move_occurrence(uow, kept, due, because="Nytt", moved_by="Anna", now=now, by=BY)


@dataclass(slots=True)
class Overtaken:
    """A store in which something happens as soon as one's rows have been read."""

    inner: SqlStore
    meanwhile: Callable[[], None]

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        with self.inner.read() as uow:
            yield uow
        self.meanwhile()

    def write(self) -> AbstractContextManager[UnitOfWork]:
        return self.inner.write()

    def version(self) -> str:
        return self.inner.version()


@pytest.fixture
def kept(store: SqlStore, engine: Engine) -> Iterator[Kept]:
    town, clock = make_town(store), StandingClock(at(MONDAY))
    with store.write() as uow:
        plan_year(uow, town, REPORT)
    content = make_content(wheel=make_wheel(REPORT, bodies=(Body(key="namnd", name="Nämnden"),)))
    service = build_service(SETTINGS, store=store, content=content, calendar_clock=clock, system_clock=clock)
    elsewhere = SqlStore(open_engine(engine.url.render_as_string(hide_password=False)))
    installation = Installation((default_line(SETTINGS, service),))
    yield Kept(store, elsewhere, engine, town, clock, installation)
    elsewhere.close()
    store.close()


def move(kept: Kept) -> None:
    kept.decide(date(2027, 3, 5))


def call_off(kept: Kept) -> None:
    kept.decide(None)


def rename(kept: Kept) -> None:
    """Without any count that grows."""
    with kept.engine.begin() as connection:
        connection.execute(update(occurrence).values(title="Berättelse"))


def rename_the_place(kept: Kept) -> None:
    with kept.engine.begin() as connection:
        connection.execute(update(municipality).values(name="Staden"))


def call_to_a_meeting(kept: Kept) -> None:
    with kept.elsewhere.write() as uow:
        meeting = Called(body="namnd", called_for=APRIL, held_on=APRIL, begins_at=None)
        uow.meetings.follow(kept.town.id, [meeting], now=at(MONDAY))


def replace_it(kept: Kept) -> None:
    with kept.elsewhere.write() as uow:
        replace_feed(uow, kept.tokens, kept.anna, scope=WHOLE, name="", today=MONDAY, by=BY)


CHANGES = (move, call_off, rename, rename_the_place, call_to_a_meeting, replace_it)


@pytest.mark.parametrize("change", CHANGES)
def test_change_by_another_process_is_seen_by_the_very_next_reader(kept: Kept, change: Callable[[Kept], None]) -> None:
    token = kept.subscribe(WHOLE)
    before = kept.settle(token)

    change(kept)

    after = kept.ask(token)
    assert after is not None
    assert after == kept.ask_anew(token)
    assert (after.content != before.content, after.etag != before.etag) == (True, True)


def revoke(kept: Kept) -> None:
    with kept.elsewhere.write() as uow:
        uow.feeds.revoke_all(kept.anna.id, MONDAY)


def end_the_role(kept: Kept) -> None:
    with kept.elsewhere.write() as uow:
        uow.people.end_roles(kept.town.id, kept.anna.id, on=MONDAY - ONE_DAY)


@pytest.mark.parametrize("change", [revoke, end_the_role])
def test_token_opens_nothing_at_once_when_another_process_ends_it(kept: Kept, change: Callable[[Kept], None]) -> None:
    token = kept.subscribe()
    kept.settle(token)

    change(kept)

    assert kept.ask(token) is None


def test_own_changes_are_seen_as_well(kept: Kept) -> None:
    token = kept.subscribe()
    kept.settle(token)

    with kept.here.write() as uow:
        uow.feeds.revoke_all(kept.anna.id, MONDAY)

    assert kept.ask(token) is None


def test_new_day_is_seen_though_nothing_was_written(kept: Kept) -> None:
    token = kept.subscribe(WHOLE)
    call_off(kept)
    before = kept.settle(token)
    kept.clock.move_to(at(MONDAY) + CANCELLED_SHOWN + ONE_DAY)

    after = kept.ask(token)

    assert after is not None
    assert (b"STATUS:CANCELLED" in before.content, b"STATUS:CANCELLED" in after.content) == (True, False)


def test_address_ends_with_its_last_day_though_nothing_was_written(kept: Kept) -> None:
    token = kept.subscribe(WHOLE)
    replace_it(kept)
    kept.settle(token)
    kept.clock.move_to(at(MONDAY) + REPLACED_LASTS)
    kept.settle(token)
    kept.clock.move_to(at(MONDAY) + REPLACED_LASTS + ONE_DAY)

    assert kept.ask(token) is None


def test_what_changes_while_a_calendar_is_written_is_not_missed(kept: Kept) -> None:
    token = kept.subscribe(WHOLE)
    before = kept.settle(token)
    rename(kept)
    (line,) = kept.installation.lines
    overtaken = Overtaken(kept.here, lambda: move(kept))
    slow = Installation((replace(line, service=replace(line.service, store=overtaken)),))

    late = feed_now(slow, kept.feeds, token)

    assert late not in (before, kept.ask_anew(token))
    assert kept.ask(token) == kept.ask_anew(token)


def test_use_is_noted_once_a_day_though_the_calendar_comes_out_of_memory(kept: Kept) -> None:
    token = kept.subscribe()
    days = [MONDAY, MONDAY + ONE_DAY]
    noted = []
    for day in days:
        kept.clock.move_to(at(day))
        kept.settle(token)
        with kept.here.read() as uow:
            noted.append([feed.last_used_on for feed in uow.feeds.of_municipality(kept.town.id)])

    assert noted == [[day] for day in days]
