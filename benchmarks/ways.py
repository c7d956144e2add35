"""Three ways to the same rows: the program's own, the bare driver, and what one would take from the shelf."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule  # type: ignore[import-untyped]
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from benchmarks.municipalities import FIRST, LAST, MONTHS, TODAY, WARM_UP, bare
from benchmarks.stopwatch import Stopwatch, fresh
from scheduler.clock import morning_of
from scheduler.loading import Content
from scheduler.usecases.planning import plan
from store import schema
from store.columns import METADATA
from store.engine import open_engine, writing
from store.opening import open_store

TABLES = ("occurrence", "assignment")
OF_ONE_OCCURRENCE = ("id", "occurrence_id", "remind_on")


class Base(DeclarativeBase):
    metadata = METADATA


class Assigned(Base):
    """An assignment as an object that SQLAlchemy keeps track of."""

    __table__ = schema.assignment


def by_product(file: Path, content: Content) -> Stopwatch:
    """The use case `plan` over the real store, one transaction for each municipality."""
    store = open_store(f"sqlite:///{file}")
    with store.read() as uow:
        towns = [one.id for one in uow.municipalities.all()]
    watch = Stopwatch()
    for town in towns:
        with watch.running(), store.write() as uow:
            plan(uow, content, uow.municipalities.get(town), morning_of(TODAY))
        watch = fresh() if town == WARM_UP else watch
    store.close()
    return watch


def by_driver(file: Path, planned: Path) -> Stopwatch:
    """`executemany` of the rows that the program made, read before the clock starts."""
    watch = Stopwatch()
    with bare(file) as connection, closing(sqlite3.connect(planned)) as source:
        for (town,) in source.execute("SELECT id FROM municipality ORDER BY id").fetchall():
            rows = {table: _rows(source, table, town) for table in TABLES}
            with watch.running():
                connection.execute("BEGIN IMMEDIATE")
                for table, values in rows.items():
                    connection.executemany(_insert(table, len(values[0])), values)
                connection.execute("COMMIT")
            watch = fresh() if town == WARM_UP else watch
    return watch


def by_rrule_and_orm(file: Path, planned: Path) -> Stopwatch:
    """`dateutil.rrule` for each rule and place, then `add_all`; the occurrences are there before the clock starts."""
    engine, source = open_engine(f"sqlite:///{file}"), open_engine(f"sqlite:///{planned}")
    watch = Stopwatch()
    for town in _with_occurrences(engine, source):
        series = _series(source, town)
        with watch.running(), Session(writing(engine)) as session:
            session.add_all(_objects(series))
            session.commit()
        watch = fresh() if town == WARM_UP else watch
    engine.dispose()
    source.dispose()
    return watch


def count_assignments(file: Path) -> int:
    """How many there are of those that the clock ran for."""
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM assignment WHERE municipality_id <> ?", [WARM_UP]
        ).fetchone()
    return int(count)


def _rows(source: sqlite3.Connection, table: str, town: int) -> list[tuple[Any, ...]]:
    return source.execute(f"SELECT * FROM {table} WHERE municipality_id = ? ORDER BY id", [town]).fetchall()


def _insert(table: str, width: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"


def _with_occurrences(engine: Engine, source: Engine) -> Sequence[int]:
    """The municipalities, their occurrences copied."""
    with source.connect() as connection:
        occurrences = [dict(row) for row in connection.execute(select(schema.occurrence)).mappings()]
        towns = connection.scalars(select(schema.municipality.c.id).order_by(schema.municipality.c.id)).all()
    with writing(engine).begin() as connection:
        connection.execute(insert(schema.occurrence), occurrences)
    return towns


@dataclass(slots=True)
class Series:
    """One activity at one place: what its assignments share, and the occurrences and days they are for."""

    shared: dict[str, Any]
    occurrences: list[int]
    days: list[date]


def _series(source: Engine, town: int) -> list[Series]:
    table, dates = schema.assignment, schema.occurrence
    chosen = select(table, dates.c.activity, func.coalesce(dates.c.due, dates.c.asks_from).label("day"))
    mine = chosen.join_from(table, dates).where(table.c.municipality_id == town).order_by(table.c.id)
    found: dict[tuple[Any, ...], Series] = {}
    with source.connect() as connection:
        for row in connection.execute(mine).mappings():
            shared = {one.name: row[one] for one in table.c if one.name not in OF_ONE_OCCURRENCE}
            key = (row["activity"], row["level"], row["subject_id"])
            series = found.setdefault(key, Series(shared, [], []))
            series.occurrences.append(row["occurrence_id"])
            series.days.append(row["day"])
    return list(found.values())


def _objects(series: Iterable[Series]) -> Iterator[Assigned]:
    for one in series:
        for occurrence_id, day in zip(one.occurrences, _rule(one.days), strict=True):
            yield Assigned(**one.shared, occurrence_id=occurrence_id, remind_on=day.date())


def _rule(days: Sequence[date]) -> rrule:
    """Once a year on the very day; more often, that many times evenly spread over the year."""
    times = len(days)
    if times == 1:
        return rrule(YEARLY, dtstart=FIRST, until=LAST, bymonth=days[0].month, bymonthday=days[0].day)
    if MONTHS % times == 0:
        return rrule(MONTHLY, dtstart=FIRST, until=LAST, interval=MONTHS // times, bymonthday=-1)
    return rrule(WEEKLY, dtstart=FIRST, count=times)
