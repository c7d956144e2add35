"""The wheels that ship: what they hold, that they hang together, and that the examples can be lived through."""

import csv
from datetime import date
from uuid import UUID

import pytest

from scheduler.loading import PEOPLE_FILE, SHIPPED, Content, example_of, load_shipped, shipped_forms, shipped_wheels

ACTIVITIES = {
    "karlstad": (
        "verksamhetsberattelse",
        "ekonomiskt_bokslut_utforare",
        "patientsakerhetsmal_utfall",
        "patientsakerhetsberattelse",
        "tillsynsberattelse",
        "verksamhetsberattelse_namnd",
        "egenkontroll_sammanstallning",
        "planeringsinternat_namnd",
        "planering_innevarande_ar",
        "kundundersokning_kbu",
        "fokusgrupper_anhoriga",
        "lmu",
        "ramyttrande",
        "budgetuppfoljning_maj",
        "tillsyn_var",
        "budget_kf",
        "delarsbokslut",
        "planering_host",
        "tillsyn_host",
        "internbudget",
        "utforarinformation_10_man",
        "aktivitetsplan",
        "verksamhetsplan_enhet",
    ),
    "kristianstad": (
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
    ),
}

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
}

DOCUMENTS = {"karlstad": {"004_24c9ab605ce814c5.txt"}, "kristianstad": {"000_7302021879e46ac7.txt"}}

FORMS = {
    "common.beslut": 4,
    "common.klart": 3,
    "karlstad.form_egenkontroll": 7,
    "karlstad.form_verksamhetsberattelse": 7,
    "kristianstad.form_intern_kontroll_resultat": 7,
    "kristianstad.form_intern_kontrollplan": 8,
    "kristianstad.form_risk_vasentlighet": 8,
}

PEOPLE_COLUMNS = "municipality,area,unit,provider type,service types,name,e-mail,entra_object_id,role,from,to"

each_wheel = pytest.mark.parametrize("name", sorted(ACTIVITIES))


def overlaid(name: str) -> Content:
    return load_shipped(name, local=example_of(name))


def people(name: str) -> list[dict[str, str]]:
    text = (SHIPPED / name / PEOPLE_FILE).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_shipped_wheels_are_those_with_expected_activities() -> None:
    assert shipped_wheels() == tuple(sorted(ACTIVITIES))


@each_wheel
def test_wheel_holds_every_activity_of_its_source(name: str) -> None:
    assert tuple(load_shipped(name).wheel.activity_by_key) == ACTIVITIES[name]


@each_wheel
def test_wheel_keeps_its_activities_when_example_lies_over_it(name: str) -> None:
    assert tuple(overlaid(name).wheel.activity_by_key) == ACTIVITIES[name]


@each_wheel
def test_bare_wheel_dates_only_what_its_source_dates(name: str) -> None:
    activities = load_shipped(name).wheel.activities

    dates = {one.key: (slot.opens, slot.due) for one in activities for slot in one.rule.slots(2028)}

    assert dates == DATES_OF_2028[name]


@each_wheel
def test_bare_wheel_is_undated_where_its_source_gives_no_date(name: str) -> None:
    undated = {one.key for one in load_shipped(name).wheel.activities if one.is_undated}

    assert undated == set(ACTIVITIES[name]) - set(DATES_OF_2028[name])


@each_wheel
def test_sources_name_their_document_file_and_lines(name: str) -> None:
    wheel = load_shipped(name).wheel

    sources = [source for one in wheel.activities for source in one.source]

    assert {wheel.document_by_key[source.document].file for source in sources} == DOCUMENTS[name]
    assert all(source.lines.startswith("L") for source in sources)


@each_wheel
def test_inferred_names_fields_of_the_activity_or_its_rule(name: str) -> None:
    fields = {"level", "provider", "performer", "receiver", "feeds", "due", "month", "every"}

    assert {field for one in load_shipped(name).wheel.activities for field in one.inferred} <= fields


@each_wheel
def test_every_activity_is_dated_when_example_lies_over_the_wheel(name: str) -> None:
    activities = overlaid(name).wheel.activities

    without_end = [one.key for one in activities if all(slot.due is None for slot in one.rule.slots(2027))]

    assert without_end == []


@each_wheel
def test_every_activity_has_a_performer_held_by_someone_when_example_lies_over_the_wheel(name: str) -> None:
    wheel = overlaid(name).wheel
    held = {row["role"] for row in people(name)}

    without = [one.key for one in wheel.activities if wheel.holder_of(one.performer or "") not in held]

    assert without == []


@each_wheel
def test_every_performer_works_at_the_level_of_its_activity(name: str) -> None:
    wheel = overlaid(name).wheel

    levels = {one.key: wheel.role_by_key[one.performer or ""].level for one in wheel.activities}

    assert levels == {one.key: one.level for one in wheel.activities}


@each_wheel
def test_every_named_form_ships(name: str) -> None:
    assert {one.form for one in overlaid(name).wheel.activities if one.form} <= set(FORMS)


@each_wheel
def test_example_says_that_it_is_one_on_its_first_line_and_in_its_name(name: str) -> None:
    first_line = example_of(name).read_text(encoding="utf-8").splitlines()[0]

    local = overlaid(name).wheel.local

    assert first_line.startswith("# Alla datum och namn i den här filen är exempel.")
    assert local is not None
    assert (local.name, local.example) == ("Exempel, inga beslut av kommunen", True)


@each_wheel
def test_digests_go_to_a_body_whose_secretary_is_held_by_someone(name: str) -> None:
    wheel = overlaid(name).wheel
    held = {row["role"] for row in people(name)}

    secretaries = {wheel.body_by_key[digest.body].secretary for digest in wheel.digests}

    assert secretaries == {"kvalitetsrad_sekreterare"}
    assert secretaries <= held


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("karlstad", [date(2027, 3, 15), date(2027, 4, 12), date(2027, 6, 15), date(2027, 12, 15)]),
        ("kristianstad", [date(2027, 3, 20), date(2027, 9, 10), date(2027, 12, 5)]),
    ],
)
def test_digests_come_through_the_year(name: str, days: list[date]) -> None:
    assert [slot.due for digest in overlaid(name).wheel.digests for slot in digest.rule.slots(2027)] == days


def test_lmu_comes_every_second_year_when_example_states_the_base_year() -> None:
    lmu = overlaid("karlstad").wheel.activity_by_key["lmu"]

    assert [year for year in range(2026, 2032) if list(lmu.rule.slots(year))] == [2027, 2029, 2031]


def test_forms_have_the_questions_that_were_planned() -> None:
    assert {form.key: len(form.questions) for form in shipped_forms()} == FORMS


def test_forms_of_a_municipality_name_their_source() -> None:
    assert {form.key for form in shipped_forms() if not form.source} == {"common.beslut", "common.klart"}


@each_wheel
def test_people_file_has_the_promised_columns(name: str) -> None:
    assert (SHIPPED / name / PEOPLE_FILE).read_text(encoding="utf-8").splitlines()[0] == PEOPLE_COLUMNS


@each_wheel
def test_people_are_twelve_units_of_which_three_are_private(name: str) -> None:
    units = {(row["unit"], row["provider type"]) for row in people(name) if row["unit"]}

    assert sorted(provider for _, provider in units) == ["egen regi"] * 9 + ["privat"] * 3


@each_wheel
def test_first_person_manages_three_units(name: str) -> None:
    rows = people(name)

    assert [row["name"] for row in rows if row["unit"]][:4].count("Anna Lindqvist") == 3
    assert len([row for row in rows if row["unit"] and row["name"] == rows[0]["name"]]) == 3


@each_wheel
def test_every_person_has_one_entra_id_and_one_address(name: str) -> None:
    rows = people(name)
    names = {row["name"] for row in rows}

    assert len({(row["name"], UUID(row["entra_object_id"]), row["e-mail"]) for row in rows}) == len(names)
    assert len({row["entra_object_id"] for row in rows}) == len(names)
    assert len({row["e-mail"] for row in rows}) == len(names)


@each_wheel
def test_every_unit_and_area_has_its_manager(name: str) -> None:
    rows = people(name)

    assert {row["unit"] for row in rows if row["role"] == "enhetschef"} == {row["unit"] for row in rows} - {""}
    assert {row["area"] for row in rows if row["role"] == "verksamhetschef"} == {row["area"] for row in rows} - {""}


@each_wheel
def test_every_held_role_is_one_of_the_wheel(name: str) -> None:
    assert {row["role"] for row in people(name)} <= set(overlaid(name).wheel.role_by_key)
