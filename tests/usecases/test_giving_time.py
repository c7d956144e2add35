"""More time: who is asked to grant it, what granting moves, and that nobody else can."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.audit import Deed
from scheduler.lifecycle import ANSWERABLE
from scheduler.more_time import Ruling
from scheduler.organisation import Person
from scheduler.pulse import ADMINISTRATOR
from scheduler.usecases.absences import Away, enter_absence
from scheduler.usecases.giving_time import (
    Asked,
    NotAsked,
    NoTime,
    NotRuled,
    Ruled,
    Wish,
    ask_for_time,
    rule_on,
    wish_for,
)
from scheduler.usecases.news import awaiting, rulings_for
from scheduler.usecases.reaching import Attempt, Unreachable
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Body, Level, Role
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, WHEEL, by_person, make_activity, make_town
from tests.usecases.living import Life, at, begin

OPENING = date(2027, 1, 4)
WANTED = date(2027, 3, 31)
DUE = date(2027, 2, 28)
SOFIA = replace(BJORN, area="", name="Sofia Sek", email="sofia@karlstad.example", role="namndsekreterare")
SIXTEEN = replace(ANNA, unit="Björkbacken", name="Eva Ny", email="eva@karlstad.example", entra_object_id=None)
ACTIVITY = make_activity(receiver="verksamhetschef")
ROLES = (
    *WHEEL.roles,
    Role(key="namndsekreterare", title="Nämndsekreterare", level=Level.ADMINISTRATION),
    Role(key=ADMINISTRATOR, title="Administratör", level=Level.ADMINISTRATION),
)
BODIES = (Body(key="von", name="Nämnden", secretary="namndsekreterare"), Body(key="tyst", name="Ingen skriver"))


@dataclass(slots=True)
class Scene:
    life: Life
    wheel: Wheel
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.life.clock.now()

    def asks(
        self, who: str = "Anna", wanted: date | None = WANTED, because: str = "Vi byter system."
    ) -> Asked | NotAsked | Unreachable:
        person = self.people[who]
        with self.life.store.write() as uow:
            attempt = Attempt(uow, person, 1, self.now, by_person(person, at=self.now))
            return ask_for_time(attempt, self.wheel, wanted, because)

    def rules(self, who: str, *, grants: bool = True, day: date | None = WANTED, answer: str = "") -> Any:
        person = self.people[who]
        with self.life.store.write() as uow:
            by = by_person(person, at=self.now)
            return rule_on(uow, self.wheel, person, 1, grants=grants, day=day, answer=answer, now=self.now, by=by)

    def told(self, first: date, last: date) -> list[tuple[date, str]]:
        mornings = [at(first + timedelta(days=days)) for days in range((last - first).days + 1)]
        names = {person.id: name for name, person in self.people.items()}
        return [(one.day, names[one.person_id]) for one in self.life.live(*mornings)]


def a_scene(store: SqlStore, engine: Engine, *, rows: Any = (ANNA, BJORN, SOFIA), **changes: Any) -> Scene:
    activity = replace(ACTIVITY, **changes)
    life = begin(store, engine, make_town(store, rows=rows), [activity], at=at(OPENING, 0))
    wheel = replace(life.content.wheel, roles=ROLES, bodies=BODIES)
    life.content = replace(life.content, wheel=wheel)
    life.live(at(OPENING))
    return Scene(life, wheel, {person.name.partition(" ")[0]: person for person in life.town.people})


@pytest.mark.parametrize(
    ("changes", "ruler"),
    [
        ({"receiver": "verksamhetschef"}, "Björn"),
        ({"receiver": "von"}, "Sofia"),
        ({"receiver": None, "decides": "von"}, "Sofia"),
        ({"receiver": "tyst", "decides": "von"}, "Sofia"),
        ({"receiver": "kvalitetsstrateg", "decides": "von"}, "Sofia"),
        ({"receiver": "enhetschef"}, "Ada"),
        ({"receiver": None}, "Ada"),
    ],
)
def test_first_in_line_who_is_somebody_else_rules(
    store: SqlStore, engine: Engine, changes: dict[str, Any], ruler: str
) -> None:
    ada = replace(SOFIA, name="Ada Admin", email="ada@karlstad.example", role=ADMINISTRATOR)
    scene = a_scene(store, engine, rows=(ANNA, BJORN, SOFIA, ada), **changes)

    asked = scene.asks()

    assert isinstance(asked, Asked)
    assert [name.partition(" ")[0] for name in asked.rulers] == [ruler]


def test_nothing_is_asked_when_nobody_can_rule(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine, receiver="enhetschef")

    asked = scene.asks()

    assert isinstance(asked, NotAsked)
    assert asked.why == (NoTime.NOBODY_RULES,)


@pytest.mark.parametrize(
    ("wanted", "because", "why"),
    [
        (None, "", (NoTime.NO_DAY, NoTime.NO_REASON)),
        (DUE, "Skäl", (NoTime.NOT_LATER,)),
        (date(2027, 8, 29), "Skäl", (NoTime.TOO_FAR,)),
        (WANTED, "  ", (NoTime.NO_REASON,)),
        (WANTED, "x" * 1001, (NoTime.TOO_LONG,)),
        (WANTED, "Gäller 19121212-1212.", (NoTime.HAS_NUMBER,)),
    ],
)
def test_wish_is_refused_with_all_that_is_wrong(
    store: SqlStore, engine: Engine, wanted: date | None, because: str, why: tuple[NoTime, ...]
) -> None:
    scene = a_scene(store, engine)

    asked = scene.asks(wanted=wanted, because=because)

    assert isinstance(asked, NotAsked)
    assert asked.why == why
    with store.read() as uow:
        assert uow.more_times.pending(scene.life.town.id) == ()


def test_only_one_wish_at_a_time(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks()

    again = scene.asks(wanted=date(2027, 4, 30))

    assert isinstance(again, NotAsked)
    assert again.why == (NoTime.ASKED_ALREADY,)


def test_granted_day_is_this_places_alone_and_everything_reads_it(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine, rows=(ANNA, SIXTEEN, BJORN))
    scene.asks()

    ruled = scene.rules("Björn")

    assert isinstance(ruled, Ruled)
    anna, eva = scene.people["Anna"], scene.people["Eva"]
    with store.read() as uow:
        mine = uow.assignments.of_person(anna.id, OPENING, states=ANSWERABLE)
        theirs = uow.assignments.of_person(eva.id, OPENING, states=ANSWERABLE)
        counted = [
            uow.assignments.count_by_state(scene.life.town.id, day)["overdue"]
            for day in (date(2027, 3, 1), date(2027, 4, 1))
        ]
        asked = uow.digests.countable(scene.life.town.id, (), since=date(2027, 1, 1), until=date(2027, 3, 1))
    assert [(one.due, one.revision) for one in (*mine, *theirs)] == [(WANTED, 1), (DUE, 0)]
    assert counted == [1, 2]
    assert sorted(one.due for one in asked if one.due) == [DUE, WANTED]


def test_ladder_is_climbed_again_up_to_the_new_day(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.told(date(2027, 1, 5), date(2027, 2, 26))
    scene.asks()

    scene.rules("Björn")

    assert scene.told(date(2027, 2, 27), date(2027, 4, 16)) == [
        (date(2027, 3, 1), "Anna"),  # the ruling, on the first working day
        (date(2027, 3, 17), "Anna"),
        (date(2027, 3, 24), "Anna"),
        (date(2027, 3, 30), "Anna"),
        (date(2027, 4, 1), "Anna"),
        (date(2027, 4, 7), "Anna"),
        (date(2027, 4, 14), "Anna"),
    ]


def test_ruler_hears_of_it_once_and_the_asker_of_the_ruling_once(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.told(date(2027, 1, 5), date(2027, 1, 11))
    scene.asks()

    first = scene.told(date(2027, 1, 12), date(2027, 1, 20))
    scene.rules("Björn", grants=False, answer="Nämnden behöver svaret i mars.")
    second = scene.told(date(2027, 1, 21), date(2027, 1, 28))

    assert (first, second) == ([(date(2027, 1, 12), "Björn")], [(date(2027, 1, 21), "Anna")])


def test_refusal_takes_a_reason_and_leaves_the_day(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks()

    without = scene.rules("Björn", grants=False)
    ruled = scene.rules("Björn", grants=False, answer="Vi hinner inte annars.")

    assert isinstance(without, NotRuled)
    assert without.why == (NoTime.NO_REASON,)
    assert isinstance(ruled, Ruled)
    assert (ruled.wish.ruling, ruled.wish.granted, ruled.task.due) == (Ruling.REFUSED, None, DUE)
    with store.write() as uow:
        first = rulings_for(uow, scene.people["Anna"])
        uow.more_times.mark_heard([one.wish.id for one in first], at=scene.now)
        heard = [first, rulings_for(uow, scene.people["Anna"])]
    assert [[one.wish.answer for one in told] for told in heard] == [["Vi hinner inte annars."], []]


def test_first_ruling_stands(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks()
    scene.rules("Björn")

    again = scene.rules("Björn", grants=False, answer="Nej.")

    assert isinstance(again, NotRuled)
    assert (again.why, again.ruled and again.ruled.wish.ruling) == ((NoTime.RULED_ALREADY,), Ruling.GRANTED)


def test_stand_in_of_the_ruler_rules_but_never_on_their_own_wish(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks()
    for stand_in, day in (("Sofia", OPENING), ("Anna", OPENING + timedelta(days=1))):
        with store.write() as uow:
            away = Away(day, day, scene.people[stand_in])
            enter_absence(uow, scene.people["Björn"], away, today=OPENING, by=by_person(scene.people["Björn"]))

    with store.read() as uow:
        may = {
            (who, days): awaiting(uow, scene.people[who], OPENING + timedelta(days=days)) != ()
            for who in ("Sofia", "Anna", "Björn")
            for days in (0, 1, 2)
        }

    assert {key for key, allowed in may.items() if allowed} == {("Sofia", 0), ("Björn", 2)}


def test_nobody_else_sees_or_rules(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    asked = scene.asks()
    cilla = make_town(store, "kristianstad", [replace(CILLA, unit="", role="verksamhetschef")]).people[0]
    scene.people["Cilla"] = cilla

    tried = [scene.rules(who) for who in ("Anna", "Sofia", "Cilla")]

    assert isinstance(asked, Asked)
    assert tried == [None, None, None]
    with store.read() as uow:
        seen = {who: wish_for(uow, person, asked.wish.id, OPENING) for who, person in scene.people.items()}
    assert {who for who, found in seen.items() if found is not None} == {"Björn"}
    assert isinstance(seen["Björn"], Wish)


def test_others_can_not_ask_for_the_place(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)

    assert [scene.asks(who) for who in ("Björn", "Sofia")] == [Unreachable()] * 2


def test_answered_task_is_ruled_on_by_nobody(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks()
    scene.life.answer(scene.people["Anna"], ACTIVITY.key)

    with store.read() as uow:
        assert awaiting(uow, scene.people["Björn"], OPENING) == ()
    assert scene.told(date(2027, 1, 5), date(2027, 1, 11)) == []


def test_all_of_it_is_told_by_the_log_without_a_word_of_anybodys(store: SqlStore, engine: Engine) -> None:
    scene = a_scene(store, engine)
    scene.asks(because="Hemligt skäl")
    scene.rules("Björn", answer="Hemligt svar")

    with store.read() as uow:
        told = [(one.deed, one.before, one.after) for one in uow.audit.of_task(1)]
    assert told == [
        (Deed.ASKED_TIME, "2027-02-28", "2027-03-31"),
        (Deed.GRANTED, "2027-02-28", "2027-03-31"),
    ]
