"""A published year is frozen; a new edition begins where it says; what was answered, begun or moved stays."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from scheduler.editions import AppliesFrom, Change
from scheduler.lifecycle import State
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.publishing import Published, preview, publish
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_by, make_content, make_town, make_wheel
from tests.usecases.living import Life, at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
REPORT = make_activity(key="rapport", title="Rapport", rule=PeriodRule(kind="quarter", days_after=20))
DAY = date(2027, 1, 11)
LATER = replace(REPORT, title="Kvartalsrapport", rule=PeriodRule(kind="quarter", days_after=30))

Kept = tuple[str, str, date | None, State]


def a_life(store: SqlStore, engine: Engine) -> Life:
    life = begin(store, engine, make_town(store, rows=[ANNA, EVA, BJORN]), [REPORT], at=at(DAY))
    life.tick()
    return life


def edited(life: Life, *activities: object) -> None:
    life.content = replace(life.content, wheel=make_wheel(*activities))  # type: ignore[arg-type]


def published(life: Life, applies: AppliesFrom = AppliesFrom.NEXT, year: int = 2027) -> Published:
    with life.store.write() as uow:
        municipality = uow.municipalities.get(life.town.id)
        return publish(uow, life.content.wheel, municipality, year, applies, life.clock.now(), by=make_by())


def year_of(life: Life, place: str = "Solgården") -> list[Kept]:
    with life.store.read() as uow:
        found = uow.assignments.of_municipality(life.town.id, year=2027)
    return [(one.title, one.slot, one.due, one.state) for one in found if one.place == place]


BEFORE = [
    ("Rapport", "2026-Q4", date(2027, 1, 20), State.OPEN),
    ("Rapport", "2027-Q1", date(2027, 4, 20), State.OPEN),
    ("Rapport", "2027-Q2", date(2027, 7, 20), State.PLANNED),
    ("Rapport", "2027-Q3", date(2027, 10, 20), State.PLANNED),
]


def test_unpublished_year_follows_the_edited_wheel(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    before = year_of(life)
    edited(life, LATER)

    life.tick()

    assert before == BEFORE
    assert [row[2] for row in year_of(life)] == [
        date(2027, 1, 30), date(2027, 4, 30), date(2027, 7, 30), date(2027, 10, 30),
    ]  # fmt: skip


def test_published_year_stands_when_the_wheel_is_edited(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    edited(life, LATER)

    life.tick()

    assert year_of(life) == BEFORE
    with store.read() as uow:
        (first,) = (one for one in uow.assignments.of_municipality(life.town.id, year=2028) if one.slot == "2027-Q4"
                    and one.place == "Solgården")  # fmt: skip
    assert (first.title, first.due) == ("Kvartalsrapport", date(2028, 1, 30))


def test_new_edition_from_the_next_leaves_what_is_open(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    edited(life, LATER)
    done = published(life, AppliesFrom.NEXT)

    life.tick()

    assert [(one.change, one.period) for one in done.changes] == [(Change.MOVED, "2027-Q2"), (Change.MOVED, "2027-Q3")]
    assert year_of(life) == [
        *BEFORE[:2],
        ("Kvartalsrapport", "2027-Q2", date(2027, 7, 30), State.PLANNED),
        ("Kvartalsrapport", "2027-Q3", date(2027, 10, 30), State.PLANNED),
    ]


def test_new_edition_from_this_changes_what_is_open_but_not_what_was_answered(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    with store.write() as uow:
        (first, *_) = (one for one in uow.assignments.of_municipality(life.town.id, year=2027) if one.slot == "2026-Q4")
        uow.assignments.set_state(first.id, State.SUBMITTED)
    edited(life, LATER)
    published(life, AppliesFrom.THIS)

    life.tick()

    with store.read() as uow:
        found = uow.assignments.of_municipality(life.town.id, year=2027)
    assert {(one.slot, one.due) for one in found} == {
        ("2026-Q4", date(2027, 1, 20)),
        ("2027-Q1", date(2027, 4, 30)),
        ("2027-Q2", date(2027, 7, 30)),
        ("2027-Q3", date(2027, 10, 30)),
    }
    assert [one.state for one in found if one.id == first.id] == [State.SUBMITTED]


def test_activity_that_an_edition_drops_loses_no_answer_and_no_open_task(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    edited(life, make_activity(key="annat", title="Annat", rule=DateRule(due=MonthDay(6, 30))))
    published(life, AppliesFrom.NEXT)

    life.tick()

    assert year_of(life) == [
        *BEFORE[:2],
        ("Annat", "2027", date(2027, 6, 30), State.PLANNED),
        ("Rapport", "2027-Q2", date(2027, 7, 20), State.CANCELLED),
        ("Rapport", "2027-Q3", date(2027, 10, 20), State.CANCELLED),
    ]


def test_unit_that_opens_gets_its_tasks_from_the_published_edition(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    edited(life, LATER)
    new = replace(EVA, unit="Nya huset", name="Nils Ny", email="nils@karlstad.example")
    with store.write() as uow:
        uow.people.import_rows(life.town.id, [new])

    life.tick()

    assert [row[:3] for row in year_of(life, "Nya huset")] == [row[:3] for row in BEFORE]


def test_moved_occurrence_survives_an_edition_and_a_correction(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    with store.write() as uow:
        chosen = next(one for one in uow.assignments.occurrences(life.town.id, ["rapport"]) if one.slot == "2027-Q2")
        move_occurrence(
            uow, chosen, date(2027, 8, 16), because="Semester", moved_by="Stina Dal", now=life.clock.now(), by=make_by()
        )
    edited(life, LATER)
    life.tick()
    published(life, AppliesFrom.THIS)
    life.tick()

    with store.read() as uow:
        kept = next(one for one in uow.assignments.occurrences(life.town.id, ["rapport"]) if one.slot == "2027-Q2")
        moves = uow.assignments.moves_of(kept.id)
    assert (kept.scheduled, kept.due, kept.is_moved) == (date(2027, 7, 20), date(2027, 8, 16), True)
    assert [(one.because, one.moved_by, one.due) for one in moves] == [("Semester", "Stina Dal", date(2027, 8, 16))]


def test_preview_keeps_nothing(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    published(life)
    edited(life, LATER)

    with store.read() as uow:
        municipality = uow.municipalities.get(life.town.id)
        shown = preview(uow, life.content.wheel, municipality, 2027, AppliesFrom.THIS, life.clock.now())
        kept = uow.editions.of_municipality(life.town.id)

    assert ([one.number for one in kept], shown.edition.number) == ([1], 2)
    assert {one.change for one in shown.changes} == {Change.MOVED}


def test_editions_are_kept_whole_and_by_municipality(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    done = published(life)
    other = make_town(store, "kristianstad", rows=[])

    with store.read() as uow:
        assert uow.editions.of_municipality(life.town.id) == (done.edition,)
        assert uow.editions.of_municipality(other.id) == ()


def test_form_versions_that_were_planned_with_are_kept(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    with store.read() as uow:
        kept = uow.forms.kept()

    assert {(one.key, one.version): one for one in kept} == dict(life.content.versions)
    assert make_content(*kept).forms == life.content.forms
