"""Making a digest: the program beside the driver asking the same, and beside rows counted in Python."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import click
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, registry

from benchmarks.stopwatch import Spread, Stopwatch, fresh, spread
from bot.simulation.town import Kind, unit_rows
from scheduler.digest_sections import Section
from scheduler.forms import Form, Option, Question, QuestionType, Step, Support
from scheduler.loading import Content, load_shipped
from scheduler.organisation import Municipality, Subject
from scheduler.planning import Crossing, occurrences_in
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.counting import Scope, make_digest
from scheduler.wheel import Activity, DigestPlan, Local
from scheduler.wheel_parts import ActivityLevel, Level, Provider
from store import schema
from store.opening import open_store
from store.unit_of_work import SqlStore

PRODUCT, ONE_UNIT, RAW, ORM, PANDAS = "digest", "one unit", "raw sql", "orm rows", "pandas"
ALL_SECTIONS = "digest, all sections"
MONTHS, QUESTIONS, UNITS_AN_AREA, YEAR = 12, 20, 50, 2027
NOON = datetime(YEAR, 12, 31, 11, tzinfo=UTC)
HEAD = ("way", "answers", "ms min", "median", "max", "cpu ms")
WIDTHS = (22, 9, 9, 9, 9, 9)
ANSWERS = ("ja", "delvis", "nej")
FORM = Form(
    key="common.rond",
    title="Rond",
    version=1,
    why="För att mätas.",
    steps=(
        Step(
            title="Allt",
            questions=tuple(
                Question(
                    key=f"fraga_{number}",
                    text=f"Fråga {number}?",
                    type=QuestionType.CHOICE,
                    support=Support.HELPER,
                    options=tuple(Option(key=one, title=one.title(), weak=one == "nej") for one in ANSWERS),
                )
                for number in range(QUESTIONS)
            ),
        ),
    ),
)
PLAN = DigestPlan(key="aret", title="Året", body="von", rule=DateRule(due=MonthDay(12, 31)))

FILL = """
    INSERT INTO submission
        (assignment_id, revision, token, form, form_version, answers, submitted_by, role, submitted_at)
    SELECT id, 1, 'token-' || id, 'common.rond', 1, '{}', 1, role, '2027-12-01 09:00:00' FROM assignment;
    UPDATE assignment SET state = 'submitted', form_version = 1;
    WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 19)
    INSERT INTO closed_answer (submission_id, question, answer, times)
    SELECT s.id, 'fraga_' || n, CASE (s.id * 7 + n * 13) % 5 WHEN 0 THEN 'nej' WHEN 1 THEN 'delvis' ELSE 'ja' END, 1
    FROM submission s, number;
    ANALYZE;
"""
ASKED = """
    SELECT a.id, o.activity, o.title, o.slot, u.name, r.name, o.due, o.form, a.form_version,
        (SELECT max(s.id) FROM submission s WHERE s.assignment_id = a.id)
    FROM assignment a JOIN occurrence o ON o.id = a.occurrence_id
        JOIN unit u ON u.id = a.subject_id JOIN area r ON r.id = u.area_id
    WHERE a.municipality_id = 1 AND a.state <> 'cancelled' AND o.asks_from <= '2027-12-31'
        AND coalesce(o.due, o.asks_from) >= '2027-01-01'
    ORDER BY o.activity, o.slot, r.name, u.name, a.id
"""
TALLIED = """
    SELECT o.activity, o.slot, c.question, c.answer, sum(c.times)
    FROM closed_answer c JOIN submission s ON s.id = c.submission_id JOIN assignment a ON a.id = s.assignment_id
        JOIN occurrence o ON o.id = a.occurrence_id
    WHERE a.municipality_id = 1 GROUP BY o.activity, o.slot, c.question, c.answer
"""

Way: TypeAlias = Callable[[], object]


class FiguresDiffer(Exception):
    """Two ways did not count the same: their times can't be compared."""


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality whose units have answered everything, in one SQLite file."""

    file: Path
    store: SqlStore
    content: Content
    municipality: Municipality
    answers: int

    def digest(self, *sections: Section, scope: Scope | None = None) -> int:
        """How many answers it counted."""
        plan = replace(PLAN, sections=sections or PLAN.sections)
        with self.store.read() as uow:
            made = make_digest(uow, self.content, self.municipality, plan, NOON, scope=scope)
        return sum(
            option.count or 0 for one in made.activities for shares in one.questions for option in shares.options
        )


@click.command()
@click.option("--units", type=click.IntRange(1), default=500, show_default=True, help="240 answers each.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def main(*, units: int, rounds: int) -> None:
    """Make a year's digest, the ways taking turns."""
    with TemporaryDirectory(prefix="arshjul-benchmark-") as folder:
        town = make_town(Path(folder) / "town.sqlite3", units)
        ways = dict(_ways(town))
        click.echo("\n".join(_what_is_measured(units, rounds, ways)))
        found = race(ways, rounds)
        town.store.close()
    click.echo("\n".join((*_rows(found, town.answers), *_ratios(found))))


def race(ways: dict[str, Way], rounds: int) -> dict[str, Spread]:
    """Each once to warm up, when all must have counted the same."""
    counted = {name: way() for name, way in ways.items() if name != ONE_UNIT}
    if len(set(counted.values())) > 1:
        raise FiguresDiffer(counted)
    laps: dict[str, list[Stopwatch]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            watch = fresh()
            with watch.running():
                way()
            laps[name].append(watch)
    return {name: spread(watches, 1000) for name, watches in laps.items()}


def make_town(file: Path, units: int) -> Town:
    content = _content()
    store = open_store(f"sqlite:///{file}")
    kind, random = Kind(Provider.IN_HOUSE, "särskilt boende"), Random(1)
    rows = [
        row
        for number in range(units)
        for row in unit_rows(
            content.wheel,
            kind,
            manager=f"Chef {random.randrange(units)}",
            area=f"Område {number // UNITS_AN_AREA}",
            unit=f"Enhet {number}",
        )
    ]
    with store.write() as uow:
        municipality = uow.municipalities.add("town", "Staden", content.wheel.key, started_on=date(YEAR, 1, 1))
        uow.people.import_rows(municipality.id, rows)
        crossing = Crossing(content.wheel, uow.people.organisation(municipality.id))
        new = [one for planned in occurrences_in(content.wheel, YEAR) for one in crossing.assignments(planned)]
        uow.assignments.add_missing(municipality.id, new)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FILL)
    return Town(file, store, content, municipality, units * MONTHS * QUESTIONS)


def _content() -> Content:
    """The wheel of Karlstad with nothing in it but a round a month at every unit."""
    shipped = load_shipped("karlstad")
    first = shipped.wheel.activities[0]
    monthly = tuple(_monthly(first, month) for month in range(1, MONTHS + 1))
    wheel = replace(
        shipped.wheel, activities=monthly, digests=(PLAN,), guarantees=(), local=Local(name="Mätning", few=1)
    )
    return Content(wheel, {FORM.key: FORM}, {(FORM.key, 1): FORM})


def _monthly(like: Activity, month: int) -> Activity:
    rule = DateRule(due=MonthDay(month, None), opens=MonthDay(month, 1))
    return replace(
        like,
        key=f"rond_{month}",
        title=f"Rond {month}",
        rule=rule,
        level=ActivityLevel.UNIT,
        provider=Provider.BOTH,
        performer="enhetschef",
        form=FORM.key,
        waits_for=(),
        feeds=(),
    )


def _ways(town: Town) -> Iterator[tuple[str, Way]]:
    with town.store.read() as uow:
        unit = uow.people.organisation(town.municipality.id).units[0]
    mine = Scope((Subject(Level.UNIT, unit.id),), (unit.name,))
    yield PRODUCT, town.digest
    yield ALL_SECTIONS, lambda: town.digest(*Section)
    yield ONE_UNIT, lambda: town.digest(scope=mine)
    yield RAW, lambda: by_driver(town.file)
    yield ORM, lambda: by_orm(town.file)
    if find_spec(PANDAS):
        yield PANDAS, lambda: by_pandas(town.file)


def by_driver(file: Path) -> int:
    """The same two questions, and nothing made of the rows."""
    with closing(sqlite3.connect(file)) as connection:
        asked = connection.execute(ASKED).fetchall()
        tallied = connection.execute(TALLIED).fetchall()
    return sum(row[-1] for row in tallied) if asked else 0


class OrmSubmission:
    """Mapped to `submission`."""


class OrmAnswer:
    """Mapped to `closed_answer`."""


REGISTRY = registry()
REGISTRY.map_imperatively(OrmSubmission, schema.submission)
REGISTRY.map_imperatively(OrmAnswer, schema.closed_answer)


def by_orm(file: Path) -> int:
    """Every answer as an object, counted in Python."""
    counts: Counter[tuple[int, str, str]] = Counter()
    engine = create_engine(f"sqlite:///{file}")
    with Session(engine) as session:
        known: dict[int, int] = {}
        submissions: Iterable[Any] = session.scalars(select(OrmSubmission))
        for one in submissions:
            known[one.id] = one.form_version
        answers: Iterable[Any] = session.scalars(select(OrmAnswer))
        for one in answers:
            counts[known[one.submission_id], one.question, one.answer] += one.times
    engine.dispose()
    return counts.total()


def by_pandas(file: Path) -> int:
    """Every answer in a frame, grouped there."""
    pandas = import_module(PANDAS)
    with closing(sqlite3.connect(file)) as connection:
        answers = pandas.read_sql("SELECT * FROM closed_answer", connection)
        submissions = pandas.read_sql("SELECT id, assignment_id FROM submission", connection)
    joined = answers.merge(submissions, left_on="submission_id", right_on="id")
    return int(joined.groupby(["question", "answer"])["times"].sum().sum())


def _what_is_measured(units: int, rounds: int, ways: dict[str, Way]) -> Iterator[str]:
    yield f"A digest of a year: {units} units, {MONTHS} rounds of {QUESTIONS} questions, all answered; {rounds} rounds."
    yield f"{PRODUCT}: the program's own use case and store, what is answered and the shares."
    yield f"{ALL_SECTIONS}: patterns, comparisons and what else there is as well."
    yield f"{ONE_UNIT}: the same for whoever answers for one unit."
    yield f"{RAW}: sqlite3 alone, the same rows read and the same sums made, and nothing made of them."
    yield f"{ORM}: SQLAlchemy objects, counted in Python."
    yield f"{PANDAS}: {'read and grouped in frames' if PANDAS in ways else 'not installed'}."


def _rows(found: dict[str, Spread], answers: int) -> Iterator[str]:
    yield _row(HEAD)
    for name, cost in found.items():
        counted = MONTHS * QUESTIONS if name == ONE_UNIT else answers
        times = (f"{one:.1f}" for one in (cost.least, cost.middle, cost.most, cost.cpu))
        yield _row((name, str(counted), *times))


def _ratios(found: dict[str, Spread]) -> Iterator[str]:
    yield ""
    yield "Ratios of medians on the wall, on the processor in brackets"
    yield f"goals: at most 1.5 of {RAW}, 15 times {ORM}, 8 times {PANDAS}, {ONE_UNIT} under 5 ms"
    ours = found[PRODUCT]
    yield f"{PRODUCT}: {_times(ours, found[RAW])} of {RAW}"
    yield f"{PRODUCT}: {_times(found[ORM], ours)} times as fast as {ORM}"
    if PANDAS in found:
        yield f"{PRODUCT}: {_times(found[PANDAS], ours)} times as fast as {PANDAS}"
    yield f"{ONE_UNIT}: {found[ONE_UNIT].middle:.1f} ms ({found[ONE_UNIT].cpu:.1f})"


def _times(one: Spread, other: Spread) -> str:
    return f"{one.middle / other.middle:.2f} ({one.cpu / other.cpu:.2f})"


def _row(cells: Sequence[str]) -> str:
    return "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


if __name__ == "__main__":
    main()
