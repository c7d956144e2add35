"""The guide to the wheel's language, run as it stands, and a municipality written from nothing but the guide."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from bot.cli.files import checked
from cards.phrases_wheel import MONTHS
from cards.words_of_time import period_words
from scheduler.action_rules import ActionRules, Escalates, FollowUp, Route, Within
from scheduler.client_matters import ClientMatters
from scheduler.days import WhenFree
from scheduler.faults import Fault, Problem
from scheduler.forms import (
    ActionPart,
    Condition,
    DecisionPart,
    Form,
    Option,
    Question,
    QuestionType,
    Reason,
    Repeat,
    Step,
    Support,
)
from scheduler.ladder import Ladder
from scheduler.load import WarningKind
from scheduler.loading import load_wheel, named_answers
from scheduler.people_file import COLUMNS, read_people
from scheduler.rules import AnyRule
from scheduler.rules_counted import Every, PeriodOpens
from scheduler.rules_started import CountedFrom, NextFrom, Outcome
from scheduler.rules_yearly import About, Cycle, Nth, Season, Weekday
from scheduler.slots import Happening, Offset, Precision, Slot, TurnBy, period_of
from scheduler.wheel import Activity, DigestPlan, Local, Wheel
from scheduler.wheel_parts import (
    ActivityLevel,
    Body,
    Document,
    Escalation,
    EventKind,
    Guarantee,
    Level,
    Limit,
    Meeting,
    Phase,
    Provider,
    ReviewBy,
    Role,
    Source,
    Verb,
)
from tests.cli.conftest import Command

TESTS = Path(__file__).parents[1]
GUIDE = (TESTS.parent / "docs" / "skriva-arshjul.md").read_text(encoding="utf-8")
EXEMPELSTAD = TESTS / "fixtures" / "exempelstad"
WHEEL_FILE, LOCAL_FILE, PEOPLE_FILE = (EXEMPELSTAD / name for name in ("wheel.toml", "local.toml", "people.csv"))

FENCE = re.compile(r"^```(?P<marks>.*)\n(?P<text>(?:(?!```).*\n)*)```\n(?P<told>(?:(?!```|#).*\n?)*)", re.MULTILINE)
DAYS_TOLD = re.compile(r"^\*\*(\d{4}):\*\* (.+)$", re.MULTILINE)
FAULT_TOLD = re.compile(r"^> (.+)$", re.MULTILINE)
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(#([^)]+)\)")
FORM_MARKS = "toml formulär"
MARKS = {
    "toml årshjul", "toml hjul", "toml aktivitet", "toml regel", "toml lokal", "toml fel", FORM_MARKS, "csv personer",
}  # fmt: skip
PROBE = """
[[activities]]
key = "provet"
title = "Provet"
summary = "Prova en regel."
level = "unit"
provider = "both"
phase = "genomföra"
source = [{ document = "kvalitet", heading = "1" }]

"""
WORDS: tuple[type[StrEnum], ...] = (
    ActivityLevel, Level, Provider, Phase, Verb, WhenFree, About, Season, Weekday, Nth, Every, PeriodOpens,
    CountedFrom, NextFrom, TurnBy, QuestionType, Support, DecisionPart, ActionPart, Within, Escalates, ReviewBy,
)  # fmt: skip
TOLD_WITH_THE_WHEEL = (
    Activity, Body, Meeting, Limit, Guarantee, Role, EventKind, DigestPlan, Document, Source, Local, Happening,
    Escalation, Outcome, Offset, Ladder, ClientMatters, Form, Step, Repeat, Question, Option, Condition, Reason,
    ActionRules, FollowUp, Route,
)  # fmt: skip
MOST_DAYS_TOLD = 6
NEVER_DATED_AHEAD = {"once", "trigger", "undated"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of the guide, and what stands under it until the next one."""

    marks: str
    text: str
    told: str

    @property
    def days(self) -> dict[int, str]:
        return {int(year): days for year, days in DAYS_TOLD.findall(self.told)}

    @property
    def faults(self) -> list[str]:
        return FAULT_TOLD.findall(self.told)


BLOCKS = [Block(**found.groupdict()) for found in FENCE.finditer(GUIDE)]


def blocks(marks: str) -> list[Block]:
    return [block for block in BLOCKS if block.marks == marks]


def text_of(*marks: str) -> str:
    return "\n".join(block.text for each in marks for block in blocks(each))


WHEEL = text_of("toml årshjul", "toml hjul", "toml aktivitet")
HAPPENED = "[[happenings]]"
TOLD = next(block.text for block in blocks("toml lokal") if HAPPENED in block.text)
LOCAL = f"{blocks('toml lokal')[0].text}\n{TOLD[TOLD.index(HAPPENED) :]}"


def numbered(marks: str) -> list[Any]:
    return [pytest.param(block, id=str(number)) for number, block in enumerate(blocks(marks), start=1)]


def written(folder: Path, *, wheel: str = WHEEL, local: str = LOCAL) -> tuple[Path, Path]:
    files = folder / "wheel.toml", folder / "local.toml"
    for file, text in zip(files, (wheel, local), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def told(day: date, year: int) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if day.year == year else f" {day.year}")


def days_of(slot: Slot, year: int) -> str:
    """ "28 februari, öppnar 15 november 2026", as the guide tells it."""
    period = period_of(slot.period)
    about = "" if period in (str(year), str(slot.due)) else f" (avser {period_words(period)})"
    if slot.due is None:
        return f"öppnar {told(slot.opens or date.max, year)}{about}"
    is_month = slot.precision is Precision.MONTH
    due = MONTHS[slot.due.month - 1] if is_month else told(slot.due, year)
    is_implied = slot.opens is None or (is_month and slot.opens == slot.due.replace(day=1))
    return f"{due}{'' if is_implied or slot.opens is None else f', öppnar {told(slot.opens, year)}'}{about}"


def all_days_of(wheel: Wheel, year: int) -> str:
    """The first and the last of them where there are too many to read."""
    days = [days_of(slot, year) for slot in wheel.slots_of("provet", year)]
    if len(days) > MOST_DAYS_TOLD:
        return f"{days[0]} · {days[1]} · … · {days[-1]}, {len(days)} gånger"
    return " · ".join(days) or "inga dagar"


def names_of(kind: type) -> Iterator[str]:
    return (field.name for field in fields(kind))


def kinds_of(rule: type) -> tuple[str, ...]:
    return get_args(get_type_hints(rule)["kind"])


RULES = {rule: kinds_of(rule) for rule in get_args(AnyRule)}
KINDS = {kind for kinds in RULES.values() for kind in kinds}
SHARED = set(names_of(Cycle))


def section_on(kind: str) -> str:
    """The part of the guide whose heading names the kind first, or among its like."""
    sections = re.split(r"^##+ ", GUIDE, flags=re.MULTILINE)
    named = [one for one in sections if f"`{kind}`" in one.partition("\n")[0].partition(" – ")[0] and " – " in one]
    assert len(named) == 1, kind
    return named[0]


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_block_of_the_guide_is_marked_so_that_it_is_run() -> None:
    assert {block.marks for block in BLOCKS} == MARKS
    assert GUIDE.count("```") == 2 * len(BLOCKS)


def test_links_within_the_guide_lead_to_its_headings() -> None:
    assert set(LINK.findall(GUIDE)) - {slug(heading) for heading in HEADING.findall(GUIDE)} == set()


def test_wheel_of_the_guide_loads_with_its_events_guarantees_and_activities(tmp_path: Path) -> None:
    wheel = load_wheel(written(tmp_path)[0]).wheel

    assert {one.key: one.rule.kind for one in wheel.activities} == {
        "klagomal_enhet": "date",
        "klagomal_analys": "after",
        "kvalitetsberattelse": "date",
        "brukarrad": "undated",
    }
    assert ([one.key for one in wheel.events], len(wheel.guarantees)) == (["ny_utforare"], 1)


@pytest.mark.parametrize("block", numbered("toml lokal"))
def test_local_decisions_of_the_guide_pass_the_check(tmp_path: Path, arshjul: Command, block: Block) -> None:
    wheel, local = written(tmp_path, local=block.text)

    ran = arshjul("wheel", "check", wheel, local)

    assert (ran.status, ran.err) == (0, "")


@pytest.mark.parametrize("block", numbered("toml regel"))
def test_rule_gives_the_days_that_stand_beside_it(tmp_path: Path, block: Block) -> None:
    wheel, local = written(tmp_path, wheel=f"{WHEEL}{PROBE}{block.text}")
    loaded = load_wheel(wheel, local=local).wheel

    assert 2027 in block.days
    assert block.days == {year: all_days_of(loaded, year) for year in block.days}


@pytest.mark.parametrize("block", numbered("toml fel"))
def test_fault_is_told_in_the_sentences_that_stand_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arshjul: Command, block: Block
) -> None:
    monkeypatch.chdir(tmp_path)
    is_local = block.text.startswith("wheel = ")
    written(tmp_path, **({"local": block.text} if is_local else {"wheel": WHEEL + block.text}))

    ran = arshjul("wheel", "check", "local.toml" if is_local else "wheel.toml")

    assert (ran.status, ran.err.splitlines()) == (1, block.faults)


@pytest.mark.parametrize("block", numbered(FORM_MARKS))
def test_form_of_the_guide_passes_the_check_beside_the_local_decisions(
    tmp_path: Path, arshjul: Command, block: Block
) -> None:
    _, local = written(tmp_path)
    (tmp_path / "forms").mkdir()
    form = tmp_path / "forms" / "eget.toml"
    form.write_text(block.text, encoding="utf-8")
    key = tomllib.loads(block.text)["key"]
    named = f'wheel = "lillby"\n[activity.klagomal_enhet]\nform = "{key}"\n'

    local.write_text(named, encoding="utf-8")
    ran = arshjul("wheel", "check", form, local)

    assert (ran.status, ran.err) == (0, "")


def test_guide_has_an_example_of_every_type_and_every_field_of_a_question() -> None:
    tables = [tomllib.loads(block.text) for block in blocks(FORM_MARKS)]
    steps = [step for table in tables for step in table["steps"]]
    questions = [question for step in steps for question in step["questions"]]

    assert {one["type"] for one in questions} == set(QuestionType)
    assert {one["decision"] for one in questions if "decision" in one} == set(DecisionPart)
    assert set(names_of(Question)) - written_in(questions) == {"asked_in"}
    assert set(names_of(Step)) - written_in(steps) == set()
    assert set(names_of(Form)) - written_in(tables) == set()


def test_guide_names_every_set_of_answers() -> None:
    assert {name for name in named_answers() if f'`"{name}"`' not in GUIDE} == set()


def test_people_of_the_guide_can_be_read(tmp_path: Path) -> None:
    wheel = load_wheel(written(tmp_path)[0]).wheel
    (block,) = blocks("csv personer")

    rows = read_people(block.text, file="people.csv", wheel=wheel)

    assert [(row.name, row.level) for row in rows] == [
        ("Siv Ek", Level.UNIT),
        ("Ali Nur", Level.AREA),
        ("Ida Rask", Level.ADMINISTRATION),
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_guide_has_a_section_with_an_example_and_every_field_of_the_rule(rule: type) -> None:
    section = section_on(RULES[rule][0])
    own = set(names_of(rule)) - SHARED

    examples = [block.text for block in BLOCKS if block.text in section and block.marks == "toml regel"]
    assert {kind for kind in RULES[rule] if kind not in section} == set()
    assert any(f'kind = "{kind}"' in example for kind in RULES[rule] for example in examples)
    assert {name for name in own if not re.search(rf"\b{name}\b", section)} == set()


def test_guide_has_an_example_of_every_kind_of_rule() -> None:
    assert {kind for kind in KINDS if f'kind = "{kind}"' not in text_of("toml regel")} == set()


@pytest.mark.parametrize("kind", [*TOLD_WITH_THE_WHEEL, Cycle], ids=lambda kind: kind.__name__)
def test_guide_names_every_field(kind: type) -> None:
    assert {name for name in names_of(kind) if f"`{name}`" not in GUIDE} == set()


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_guide_names_every_word_that_a_field_can_have(words: type[StrEnum]) -> None:
    assert {str(word) for word in words if f'`"{word}"`' not in GUIDE and f"`{word}`" not in GUIDE} == set()


def test_guide_shows_the_header_of_the_people_file() -> None:
    assert ",".join(COLUMNS) in GUIDE


def test_local_decisions_are_checked_against_a_wheel_among_the_other_files(tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    wheel, local = written(tmp_path)
    alone = local.rename(apart / "local.toml")

    assert checked(alone, [alone, wheel]) == ()
    assert checked(alone) == (
        Fault(
            "local.toml", "wheel", Problem.NO_SUCH_REFERENCE, "atvidaberg, karlstad, kristianstad, norrkoping", "lillby"
        ),
    )


def test_local_decisions_that_add_activities_are_no_wheel(tmp_path: Path) -> None:
    _, local = written(tmp_path, local='[local]\nname = "Prov"\n[[activities]]\nkey = "prov"\n')

    assert checked(local) == (Fault("local.toml", "wheel", Problem.MISSING, 'wheel = "atvidaberg"'),)


def table_of(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def rows_of(name: str, changed: str = "") -> list[dict[str, Any]]:
    """What Exempelstad says in the wheel and in its own decisions."""
    wheel, local = table_of(WHEEL_FILE), table_of(LOCAL_FILE)
    return [*wheel.get(name, []), *local.get(name, []), *local.get(changed, {}).values()]


def written_in(rows: list[dict[str, Any]]) -> set[str]:
    return {name for row in rows for name in row}


def exempelstad() -> Wheel:
    return load_wheel(WHEEL_FILE, local=LOCAL_FILE).wheel


def test_exempelstad_passes_the_check(arshjul: Command) -> None:
    ran = arshjul("wheel", "check", WHEEL_FILE, LOCAL_FILE)

    assert (ran.status, ran.out, ran.err) == (0, "2 filer kontrollerade, inga fel.\n", "")


def test_exempelstad_uses_every_kind_of_rule() -> None:
    assert {row["rule"]["kind"] for row in table_of(WHEEL_FILE)["activities"]} == KINDS


def test_exempelstad_uses_every_field_of_every_rule() -> None:
    activities = exempelstad().activity_by_key
    stated = [(row["key"], row) for row in rows_of("activities")]
    used = defaultdict[type, set[str]](set)
    for key, row in [*stated, *table_of(LOCAL_FILE)["activity"].items()]:
        used[type(activities[key].rule)] |= set(row.get("rule", {}))

    assert {rule: set(names_of(rule)) - SHARED - used[rule] for rule in RULES} == {rule: set() for rule in RULES}
    assert set().union(*used.values()) >= SHARED


def test_exempelstad_uses_every_field_of_activities_bodies_meetings_and_limits() -> None:
    bodies = rows_of("bodies", "body")
    used = {
        Activity: written_in(rows_of("activities", "activity")),
        Body: written_in(bodies),
        Meeting: written_in([meeting for body in bodies for meeting in body.get("meetings", [])]),
        Role: written_in(rows_of("roles", "role")),
        EventKind: written_in(rows_of("events")),
        DigestPlan: written_in(rows_of("digests", "digest")),
        Guarantee: written_in(rows_of("guarantees")),
        Limit: written_in([one["limit"] for one in rows_of("guarantees")]),
        Happening: written_in(rows_of("happenings")),
        Local: set(table_of(LOCAL_FILE)["local"]),
    }

    assert {kind: set(names_of(kind)) - names for kind, names in used.items()} == {kind: set() for kind in used}


def plan_of_exempelstad(arshjul: Command) -> Any:
    files = WHEEL_FILE, "--local", LOCAL_FILE, "--units", PEOPLE_FILE
    ran = arshjul("wheel", "plan", *files, "--year", 2027, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    return ran.document


def test_exempelstad_has_days_in_2027_for_every_rule_that_can_have_them(arshjul: Command) -> None:
    plan = plan_of_exempelstad(arshjul)
    rules = {one.key: one.rule.kind for one in exempelstad().activities}
    dated = {one["activity"] for one in plan["occurrences"]}

    assert KINDS - {rules[key] for key in dated} == NEVER_DATED_AHEAD
    assert dated | {one["activity"] for one in plan["undated"]} == set(rules)


def test_exempelstad_has_somebody_for_every_task(arshjul: Command) -> None:
    plan = plan_of_exempelstad(arshjul)

    without = {one["activity"] for one in plan["occurrences"] if not one["assignments"]}
    assert {key: exempelstad().activity_by_key[key].external_performer for key in without} == {
        "kundenkat": "Undersökningsföretaget"
    }
    assert [one for one in plan["warnings"] if one["kind"] == WarningKind.NOBODY] == []


def test_exempelstad_moves_what_falls_on_a_free_day_and_counts_round_easter(arshjul: Command) -> None:
    days = {one["activity"]: one["due"] for one in plan_of_exempelstad(arshjul)["occurrences"]}

    assert (days["egenkontroll"], days["egenkontroll_samlad"]) == ("2027-03-01", "2027-03-22")
