"""A digest's figures got another way: every row read, every answer looked at, nothing grouped by the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from scheduler.digests import Digest
from scheduler.forms import Form, Question, RiskPart
from scheduler.lifecycle import State
from scheduler.loading import Content
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Level
from store import schema

Figures: TypeAlias = dict[str, Any]

AWAITED = (State.PLANNED, State.OPEN, State.STARTED, State.RETURNED)
ANSWERED = (State.SUBMITTED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Task:
    """One assignment with all that hangs on it; `submission` is its latest, None where it has none that stands."""

    activity: str
    slot: str
    title: str
    place: str
    area: str | None
    unit_id: int | None
    asks_from: date
    due: date | None
    state: State
    hidden: bool
    form: str
    submission: Any

    @property
    def period(self) -> str:
        return self.slot.split(">")[0].split("@")[0]

    @property
    def counts_from(self) -> date:
        return self.due or self.asks_from


def all_tasks(connection: Connection) -> list[Task]:
    def rows(table: Any) -> list[Any]:
        return list(connection.execute(select(table)))

    occurrences = {one.id: one for one in rows(schema.occurrence)}
    units, areas = {one.id: one for one in rows(schema.unit)}, {one.id: one for one in rows(schema.area)}
    towns = {one.id: one.name for one in rows(schema.municipality)}
    latest: dict[int, Any] = {}
    for one in sorted(rows(schema.submission), key=lambda row: row.id):
        latest[one.assignment_id] = one
    return [_task(one, occurrences[one.occurrence_id], units, areas, towns, latest) for one in rows(schema.assignment)]


def _task(one: Any, occurrence: Any, units: Any, areas: Any, towns: Any, latest: Any) -> Task:
    unit = units[one.subject_id] if one.level is Level.UNIT else None
    area = areas[unit.area_id if unit else one.subject_id] if one.level is not Level.ADMINISTRATION else None
    place = unit or area
    return Task(
        activity=occurrence.activity,
        slot=occurrence.slot,
        title=occurrence.title,
        place=place.name if place else towns[one.municipality_id],
        area=area.name if area else None,
        unit_id=unit.id if unit else None,
        asks_from=occurrence.asks_from,
        due=occurrence.due,
        state=one.state,
        hidden=occurrence.hidden,
        form=occurrence.form,
        submission=latest.get(one.id) if one.state in ANSWERED else None,
    )


@dataclass(frozen=True, slots=True)
class ByHand:
    """`day` is the one that the digest is for, `today` the one on which it was counted."""

    content: Content
    plan: DigestPlan
    tasks: list[Task]
    kinds: Mapping[int, str]
    year: int
    day: date
    today: date
    until: date | None

    def figures(self) -> Figures:
        return {
            "activities": dict(self._activities()),
            "revisions": sorted(one.submission.id for one in self._now() if one.submission),
            "patterns": dict(self._patterns()),
            "comparisons": self._comparisons(),
            "risks": self._risks(),
            "deadlines": self._deadlines(),
            "decisions": self._decisions(),
        }

    def _told(self, one: Task) -> bool:
        activity = self.content.wheel.activity_by_key.get(one.activity)
        unexpected = activity is not None and (activity.optional or activity.hidden)
        return (
            one.state is not State.CANCELLED
            and one.asks_from <= self.day
            and (not self.plan.activities or one.activity in self.plan.activities)
            and (one.submission is not None or not unexpected)
        )

    def _now(self) -> list[Task]:
        return [one for one in self.tasks if self._told(one) and self._is_of(one, self.year)]

    def _before(self) -> list[Task]:
        return [one for one in self.tasks if self._told(one) and one.counts_from.year == self.year - 1]

    def _is_of(self, one: Task, year: int) -> bool:
        return one.counts_from.year == year or (one.counts_from.year > year and one.period.startswith(str(year)))

    def _activities(self) -> Iterator[tuple[tuple[str, str], Figures]]:
        for key, tasks in _grouped(self._now()).items():
            areas: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
            for one in tasks:
                areas[one.area][0] += one.submission is not None
                areas[one.area][1] += 1
            yield (
                key,
                {
                    "answered": sum(one.submission is not None for one in tasks),
                    "expected": len(tasks),
                    "areas": {area: tuple(counts) for area, counts in areas.items()},
                    "shares": self._shares(tasks),
                    "earlier": self._earlier(key),
                    "missing": sorted(
                        (one.place, one.due is not None and one.due < self.today) for one in tasks if not one.submission
                    ),
                },
            )

    def _shares(self, tasks: Iterable[Task]) -> dict[tuple[str, str], int]:
        """Those that anybody chose, by question and option."""
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for one in tasks:
            for question, answer in self._closed(one):
                counts[question.key, answer] += 1
        return dict(counts)

    def _earlier(self, key: tuple[str, str]) -> Any:
        """The same period a year ago, where there is one."""
        then = (key[0], f"{self.year_of(key) - 1}{key[1][4:]}") if key[1][:4].isdecimal() else key
        known = _grouped([*self._before(), *self._now()])
        if then == key or then not in known:
            return None
        tasks = known[then]
        return sum(one.submission is not None for one in tasks), len(tasks), self._shares(tasks)

    def year_of(self, key: tuple[str, str]) -> int:
        return int(key[1][:4])

    def _closed(self, one: Task) -> Iterator[tuple[Question, str]]:
        if one.submission is None:
            return
        questions = {question.key: question for question in self._form(one).questions}
        for path, value in one.submission.answers.items():
            question = questions.get(path.split(".")[-1])
            if question is not None and question.type in ("choice", "choices", "scale"):
                yield from ((question, str(given)) for given in (value if isinstance(value, list) else [value]))

    def _form(self, one: Task) -> Form:
        return self.content.form(one.submission.form, one.submission.form_version)

    def _weak(self, question: Question, answer: str) -> bool:
        if question.weak_to is not None:
            return int(answer) <= question.weak_to
        return any(option.weak for option in question.options if option.key == answer)

    def _weak_places(self, tasks: Iterable[Task]) -> dict[str, dict[int, str]]:
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for one in tasks:
            for question, answer in self._closed(one):
                if one.unit_id is not None and self._weak(question, answer):
                    found[question.key][one.unit_id] = one.place
        return found

    def _patterns(self) -> Iterator[tuple[tuple[str, str, str, str], tuple[str, ...]]]:
        known = {**_grouped(self._before()), **_grouped(self._now())}
        for key, tasks in _grouped(self._now()).items():
            then = known.get((key[0], f"{self.year_of(key) - 1}{key[1][4:]}"), []) if key[1][:4].isdecimal() else []
            before = self._weak_places(then)
            for question, places in self._weak_places(tasks).items():
                if len(places) >= 3:
                    yield ("units", *key, question), tuple(sorted(places.values()))
                again = {unit: name for unit, name in places.items() if unit in before.get(question, {})}
                if again:
                    yield ("years", *key, question), tuple(sorted(again.values()))

    def _comparisons(self) -> dict[int, tuple[int, int]]:
        weak, of = defaultdict[int, int](int), defaultdict[int, int](int)
        for one in self._now():
            for question, answer in self._closed(one):
                marked = question.weak_to is not None or any(option.weak for option in question.options)
                apart = any(option.not_applicable for option in question.options if option.key == answer)
                if marked and not apart and one.unit_id is not None:
                    weak[one.unit_id] += self._weak(question, answer)
                    of[one.unit_id] += 1
        shares = {unit: round(100 * weak[unit] / of[unit]) for unit in of}
        kinds: dict[str, list[int]] = defaultdict(list)
        for unit in shares:
            kinds[self.kinds[unit]].append(unit)
        return {
            unit: (shares[unit], round(median(shares[other] for other in units)))
            for units in kinds.values()
            if len(units) >= 5
            for unit in units
        }

    def _risks(self) -> dict[tuple[int, int], int]:
        cells: dict[tuple[int, int], int] = defaultdict(int)
        for one in self._now():
            if one.submission is None:
                continue
            parts = {question.risk: question.key for question in self._form(one).questions if question.risk}
            likely = parts.get(RiskPart.LIKELIHOOD)
            for path, value in one.submission.answers.items():
                if likely is not None and path.split(".")[-1] == likely:
                    other = path.removesuffix(likely) + parts[RiskPart.CONSEQUENCE]
                    cells[value, one.submission.answers[other]] += 1
        return dict(cells)

    def _deadlines(self) -> dict[tuple[str, str, date], int]:
        found: dict[tuple[str, str, date], int] = defaultdict(int)
        for one in self.tasks:
            is_ours = not self.plan.activities or one.activity in self.plan.activities
            is_awaited = one.state in AWAITED and not one.hidden
            if is_ours and is_awaited and one.due and self.until and self.day < one.due <= self.until:
                found[one.activity, one.slot, one.due] += 1
        return dict(found)

    def _decisions(self) -> list[tuple[str, str, bool]]:
        decided = {one.key for one in self.content.wheel.activities if one.decides == self.plan.receiver}
        return sorted(
            (one.activity, one.slot, one.state in ANSWERED)
            for one in self.tasks
            if one.activity in decided
            and not one.hidden
            and one.state not in (State.APPROVED, State.CANCELLED)
            and one.asks_from <= (self.until or self.day)
            and one.counts_from >= date(self.year, 1, 1)
        )


def figures_of(digest: Digest) -> Figures:
    """The same figures as the digest has them."""
    return {
        "activities": {(one.activity, one.slot): _of_activity(one) for one in digest.activities},
        "revisions": list(digest.revisions),
        "patterns": {(str(one.kind), one.activity, one.slot, one.key): one.places for one in digest.patterns},
        "comparisons": {one.unit_id: (one.share, one.median) for one in digest.comparisons},
        "risks": {(c.likelihood, c.consequence): c.count for c in digest.risks.cells} if digest.risks else {},
        "deadlines": {(one.activity, one.slot, one.due): one.places for one in digest.deadlines},
        "decisions": sorted((one.activity, one.slot, one.answered) for one in digest.decisions),
    }


def _of_activity(activity: Any) -> Figures:
    a_year_ago = next((one for one in activity.earlier if one.against == "year"), None)
    return {
        "answered": activity.answered,
        "expected": activity.expected,
        "areas": {one.area: (one.answered, one.expected) for one in activity.areas},
        "shares": _chosen((one.key, one.options) for one in activity.questions),
        "earlier": a_year_ago
        and (
            a_year_ago.answered,
            a_year_ago.expected,
            _chosen(
                (one.key, then.options) for one in activity.questions for then in one.earlier if then.against == "year"
            ),
        ),
        "missing": sorted((one.place, one.is_late) for one in activity.missing),
    }


def _chosen(shares: Iterable[tuple[str, Any]]) -> dict[tuple[str, str], int]:
    return {(key, option.key): option.count for key, options in shares for option in options if option.count}


def _grouped(tasks: Iterable[Task]) -> dict[tuple[str, str], list[Task]]:
    found: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for one in tasks:
        found[one.activity, one.period].append(one)
    return found
