"""The wheels that ship: that they date what the documents date, hang together, and can be lived through."""

import csv
from dataclasses import fields
from datetime import date
from typing import get_args
from uuid import UUID

import pytest

from scheduler.loading import PEOPLE_FILE, SHIPPED, Content, example_of, load_shipped, shipped_forms, shipped_wheels
from scheduler.rules import AnyRule
from scheduler.slots import Dating
from scheduler.wheel import Activity
from scheduler.wheel_parts import PRIVATE_PROVIDERS, Level, Provider

# Only what the documents say: a month's first and last day where they name the month, None where they are silent.
DATES_OF_2028: dict[str, dict[str, tuple[date | None, date | None]]] = {
    "karlstad": {
        "verksamhetsberattelse": (date(2028, 1, 1), date(2028, 2, 28)),
        "ekonomiskt_bokslut_utforare": (date(2028, 1, 1), date(2028, 2, 28)),
        "patientsakerhetsmal_utfall": (date(2028, 1, 1), date(2028, 1, 31)),
        "patientsakerhetsberattelse": (date(2028, 1, 1), None),
        "tillsynsberattelse": (date(2028, 1, 1), None),
        "verksamhetsberattelse_namnd": (date(2028, 1, 1), None),
        "egenkontroll_sammanstallning": (date(2028, 1, 1), date(2028, 3, 31)),
        "planeringsinternat_namnd": (date(2028, 2, 1), date(2028, 2, 29)),
        "planering_innevarande_ar": (None, date(2028, 2, 29)),
        "kundundersokning_kbu": (date(2028, 3, 1), date(2028, 3, 31)),
        "fokusgrupper_anhoriga": (date(2028, 3, 1), date(2028, 3, 31)),
        "ramyttrande": (date(2028, 4, 1), date(2028, 4, 30)),
        "budgetuppfoljning_maj": (date(2028, 5, 1), date(2028, 5, 31)),
        "tillsyn_var": (None, date(2028, 5, 31)),
        "budget_kf": (date(2028, 6, 1), date(2028, 6, 30)),
        "delarsbokslut": (date(2028, 9, 1), date(2028, 9, 30)),
        "planering_host": (date(2028, 9, 1), date(2028, 9, 30)),
        "tillsyn_host": (None, date(2028, 11, 30)),
        "internbudget": (date(2028, 11, 1), date(2028, 11, 30)),
        "utforarinformation_10_man": (date(2028, 11, 1), date(2028, 11, 30)),
        "aktivitetsplan": (date(2028, 12, 1), date(2028, 12, 31)),
        "verksamhetsplan_enhet": (date(2028, 12, 1), date(2028, 12, 31)),
    },
    "kristianstad": {
        "intern_kontrollplan_faststallande": (date(2028, 4, 1), date(2028, 4, 30)),
        "intern_kontroll_redovisning": (date(2028, 11, 1), date(2028, 11, 30)),
    },
    "atvidaberg": {},
    "norrkoping": {},
}

# The keys that the example must date; None where it must date all that can be dated.
DATED_BY_EXAMPLE: dict[str, set[str] | None] = {
    "atvidaberg": None,
    "karlstad": {*DATES_OF_2028["karlstad"], "lmu"},
    "kristianstad": {
        "kvalitetsberattelse",
        "patientsakerhetsberattelse",
        "publicering_berattelser",
        "risk_vasentlighetsanalys",
        "riskbedomning_forvaltning",
        "intern_kontrollplan_faststallande",
        "intern_kontroll_granskning",
        "intern_kontroll_redovisning",
        "intern_kontroll_ks",
        "intern_kontroll_effektuppfoljning",
    },
    "norrkoping": None,
}

PEOPLE_COLUMNS = "municipality,area,unit,provider type,service types,name,e-mail,entra_object_id,role,from,to"

each_wheel = pytest.mark.parametrize("name", shipped_wheels())


def overlaid(name: str) -> Content:
    return load_shipped(name, local=example_of(name))


def people(name: str) -> list[dict[str, str]]:
    text = (SHIPPED / name / PEOPLE_FILE).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@each_wheel
def test_wheel_keeps_its_activities_when_example_lies_over_it(name: str) -> None:
    bare, laid_over = load_shipped(name).wheel, overlaid(name).wheel

    assert list(laid_over.activity_by_key)[: len(bare.activities)] == list(bare.activity_by_key)


@pytest.mark.parametrize("name", sorted(DATES_OF_2028))
def test_bare_wheel_dates_only_what_its_source_dates(name: str) -> None:
    wheel = load_shipped(name).wheel
    dated = [one.key for one in wheel.activities if wheel.dating_of(one.key) is Dating.DATED]

    dates = {key: (slot.opens, slot.due) for key in dated for slot in wheel.slots_of(key, 2028)}

    assert dates == DATES_OF_2028[name]


@each_wheel
def test_bare_wheel_has_neither_meetings_nor_happenings_of_its_own(name: str) -> None:
    wheel = load_shipped(name).wheel

    assert ([body.key for body in wheel.bodies if body.meetings], wheel.happenings) == ([], ())


DIGESTS_WITH_A_DAY = {
    "atvidaberg": set(),
    "karlstad": {"bestallare_aret_som_gatt", "tillsynsenheten_patientsakerhet"},
    "kristianstad": {"omsorgsnamnden_intern_kontrollplan", "omsorgsnamnden_intern_kontroll"},
    "norrkoping": set(),
}
"""28 February, January, April and November are in the documents; every other day is for the municipality to decide."""


@each_wheel
def test_bare_wheel_dates_only_the_digests_that_its_source_dates(name: str) -> None:
    wheel = load_shipped(name).wheel

    dated = {plan.key for plan in wheel.digests if plan.rule.lack(wheel) is None}

    assert dated == DIGESTS_WITH_A_DAY[name]


@each_wheel
def test_sources_name_lines_of_a_document_that_the_wheel_has(name: str) -> None:
    wheel = load_shipped(name).wheel

    sources = [source for activity in wheel.activities for source in activity.source]
    sources += [source for guarantee in wheel.guarantees for source in guarantee.source]

    assert {source.document for source in sources} <= set(wheel.document_by_key)
    assert [source for source in sources if not source.lines.startswith("L")] == []


@each_wheel
def test_inferred_names_fields_of_the_activity_or_its_rule(name: str) -> None:
    activities = load_shipped(name).wheel.activities
    of_rules = {field.name for kind in get_args(AnyRule) for field in fields(kind)}

    unknown = {one.key: set(one.inferred) - {*Activity.__dataclass_fields__, *of_rules} for one in activities}

    assert {key: names for key, names in unknown.items() if names} == {}


@pytest.mark.parametrize("name", sorted(DATED_BY_EXAMPLE))
def test_example_dates_what_it_promises_to(name: str) -> None:
    wheel = overlaid(name).wheel
    undecided = {one.key for one in wheel.activities if wheel.dating_of(one.key) is Dating.UNDECIDED}

    assert sorted(undecided & (DATED_BY_EXAMPLE[name] or undecided)) == []


@each_wheel
def test_what_has_dates_in_the_example_is_performed_by_someone(name: str) -> None:
    wheel = overlaid(name).wheel
    held = {row["role"] for row in people(name)}
    dated = [one for one in wheel.activities if wheel.dating_of(one.key) is Dating.DATED]

    without = [
        one.key for one in dated if not one.external_performer and wheel.holder_of(one.performer or "") not in held
    ]

    assert without == []


@each_wheel
def test_every_named_form_ships(name: str) -> None:
    content = overlaid(name)

    assert {one.answered_with for one in content.wheel.activities} <= set(content.forms)


@each_wheel
def test_example_says_that_it_is_one_on_its_first_line_and_in_its_name(name: str) -> None:
    first_line = example_of(name).read_text(encoding="utf-8").splitlines()[0]

    local = overlaid(name).wheel.local

    assert first_line.startswith("# Alla datum och namn i den här filen är exempel.")
    assert local is not None
    assert (local.name, local.example) == ("Exempel, inga beslut av kommunen", True)


def test_somebody_judges_only_where_the_document_says_that_they_do() -> None:
    named = {
        name: {one.key: one.review for one in load_shipped(name).wheel.activities if one.review}
        for name in shipped_wheels()
    }

    assert named == {
        "atvidaberg": {},
        "karlstad": {},
        "kristianstad": {},
        "norrkoping": {"handlingsplan_atgard": "bue"},
    }


def test_no_document_says_to_whom_a_late_answer_is_told() -> None:
    assert [name for name in shipped_wheels() if load_shipped(name).wheel.escalation is not None] == []


@each_wheel
def test_digests_go_to_a_body_whose_secretary_is_held_by_someone(name: str) -> None:
    wheel = overlaid(name).wheel
    held = {row["role"] for row in people(name)}

    secretaries = {
        wheel.holder_of(wheel.body_by_key[digest.body].secretary or "") for digest in wheel.digests if digest.body
    }

    assert secretaries
    assert secretaries <= held


@each_wheel
def test_digests_come_in_every_year_of_the_example(name: str) -> None:
    wheel = overlaid(name).wheel

    silent = [
        digest.key
        for digest in wheel.digests
        if digest.rule.lack(wheel) is None
        and not all(list(wheel.digest_slots(digest, year)) for year in (2027, 2028))
        and "lmu" not in digest.key  # every second year
    ]

    assert silent == []


def test_lmu_comes_every_second_year_when_example_states_the_base_year() -> None:
    wheel = overlaid("karlstad").wheel

    assert [year for year in range(2026, 2032) if list(wheel.slots_of("lmu", year))] == [2027, 2029, 2031]


def test_forms_of_a_municipality_name_their_source() -> None:
    unsourced = [form.key for form in shipped_forms() if not form.source and not form.key.startswith("common.")]

    assert unsourced == []


@each_wheel
def test_people_file_has_the_promised_columns(name: str) -> None:
    assert (SHIPPED / name / PEOPLE_FILE).read_text(encoding="utf-8").splitlines()[0] == PEOPLE_COLUMNS


@each_wheel
def test_people_work_in_the_municipality_itself_and_for_others(name: str) -> None:
    wheel = overlaid(name).wheel
    providers = {row["provider type"] for row in people(name) if row["unit"]}

    asked = [
        one.key
        for one in wheel.activities
        if one.level.place is Level.UNIT and not any(one.provider.concerns(Provider(each)) for each in providers)
    ]

    assert Provider.IN_HOUSE in providers
    assert providers & {*PRIVATE_PROVIDERS}
    assert asked == []


@each_wheel
def test_one_manager_has_three_units(name: str) -> None:
    units = {row["unit"] for row in people(name) if row["unit"] and row["name"] == "Anna Lindqvist"}

    assert len(units) == 3


@each_wheel
def test_every_person_has_one_entra_id_and_one_address(name: str) -> None:
    rows = people(name)
    names = {row["name"] for row in rows}

    assert len({(row["name"], UUID(row["entra_object_id"]), row["e-mail"]) for row in rows}) == len(names)
    assert len({row["entra_object_id"] for row in rows}) == len(names)
    assert len({row["e-mail"] for row in rows}) == len(names)


@each_wheel
def test_every_unit_has_someone_who_is_asked(name: str) -> None:
    wheel, rows = overlaid(name).wheel, people(name)
    performing = {wheel.holder_of(one.performer) for one in wheel.activities if one.performer}
    led = {row["unit"] for row in rows if row["role"] in performing}

    assert sorted({row["unit"] for row in rows} - led) == []


@each_wheel
def test_every_held_role_is_one_of_the_wheel(name: str) -> None:
    assert {row["role"] for row in people(name)} <= set(overlaid(name).wheel.role_by_key)
