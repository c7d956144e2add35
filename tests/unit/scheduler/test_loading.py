"""Wheels, local decisions and forms from files: every fault at once, and nothing half-loaded."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.loading import Content, load_form, load_shipped, load_wheel, shipped_forms, shipped_wheels
from scheduler.pulse import ADMINISTRATOR
from scheduler.rules_yearly import DateRule, MonthRule
from scheduler.slots import MonthDay
from scheduler.wheel import Local
from scheduler.wheel_parts import Level, Role
from tests.factories import FORM, make_content

HEAD = """
key = "prov"
municipality = "Prov"
administration = "Förvaltningen"
edition = "2027"
documents = [{ key = "001", file = "001.txt", title = "Dokument" }]
roles = [{ key = "chef", title = "Chef", level = "unit" }]
bodies = [{ key = "namnd", name = "Nämnden" }]
"""
ACTIVITY = """
[[activities]]
key = "egenkontroll"
title = "Egenkontroll"
summary = "Enheten ser efter."
rule = { kind = "date", due = "02-28", opens = "01-01" }
level = "unit"
provider = "both"
phase = "följa upp"
source = [{ document = "001", heading = "Egenkontroll" }]
performer = "chef"
"""
LOCAL = """
wheel = "prov"
[local]
name = "Provs beslut"
"""
FORM_TEXT = """
key = "prov.kort"
title = "Kort"
version = 1
why = "Därför."
[[steps]]
title = "Steg"
[[steps.questions]]
key = "klart"
text = "Klart?"
type = "choice"
support = "H"
options = [{ key = "ja", title = "Ja" }]
"""
FORMS = ", ".join(sorted({form.key for form in shipped_forms()}))
LEVELS = "'unit', 'area', 'administration', 'committee', 'municipality', 'provider', 'individual' or 'all'"
PROVIDERS = "'egen regi', 'privat', 'LOV', 'LOU', 'both' or 'n.a.'"
AT = "activities.egenkontroll"
KINDS = (
    "'date', 'month', 'window', 'season', 'start', 'week', 'weekday', 'working_day', 'once', "
    "'quarter', 'tertial', 'half_year', 'monthly', 'times', 'meeting', 'coverage', 'mandate', 'continuous', "
    "'event', 'after', 'interval', 'trigger', 'undated'"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str, name: str = "wheel.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def load(folder: Path, text: str, local: str | None = None) -> Content:
    overlay = None if local is None else written(folder, local, "local.toml")
    return load_wheel(written(folder, text), local=overlay)


def faults(folder: Path, text: str, local: str | None = None) -> tuple[Fault, ...]:
    with pytest.raises(FaultsFound) as found:
        load(folder, text, local)
    return found.value.faults


def in_wheel(key: str, problem: Problem, expected: str = "", found: str = "") -> Fault:
    return Fault("wheel.toml", key, problem, expected, found)


def in_both(key: str, problem: Problem, expected: str = "", found: str = "") -> Fault:
    return Fault("wheel.toml + local.toml", key, problem, expected, found)


def changed(*pairs: tuple[str, str]) -> str:
    """The sound wheel's text with parts of it written otherwise, each of which must be there."""
    text = HEAD + ACTIVITY
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def activity(key: str, *pairs: tuple[str, str]) -> str:
    text = ACTIVITY.replace('key = "egenkontroll"', f'key = "{key}"')
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


DUE = 'kind = "date", due = "02-28", opens = "01-01"'
SOURCE = 'source = [{ document = "001", heading = "Egenkontroll" }]\n'


def test_sound_wheel_is_loaded_with_all_forms(folder: Path) -> None:
    content = load(folder, HEAD + ACTIVITY)

    assert [one.rule for one in content.wheel.activities] == [DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))]
    assert (content.wheel.local, set(content.versions)) == (
        None,
        {(form.key, form.version) for form in shipped_forms()},
    )


@pytest.mark.parametrize(
    ("rule", "field", "problem", "expected", "found"),
    [
        ('kind = "month", month = 13', ".month", Problem.OUT_OF_RANGE, "12", "13"),
        ('kind = "month", month = 0', ".month", Problem.OUT_OF_RANGE, "1", "0"),
        ('kind = "month", month = "mars"', ".month", Problem.WRONG_TYPE, "", "mars"),
        ('kind = "window", first_month = 1, last_month = 13', ".last_month", Problem.OUT_OF_RANGE, "12", "13"),
        ('kind = "date", due = "13-01"', ".due", Problem.NO_SUCH_DAY, "", "13-01"),
        ('kind = "date", due = "02-30"', ".due", Problem.NO_SUCH_DAY, "", "02-30"),
        ('kind = "date", due = "02-29"', ".due", Problem.NO_SUCH_DAY, "", "02-29"),
        ('kind = "date", due = "i mars"', ".due", Problem.NO_SUCH_DAY, "", "i mars"),
        ('kind = "date"', ".due", Problem.MISSING, "", ""),
        ('due = "02-28"', "", Problem.MISSING, "", ""),
        ('kind = "ibland"', "", Problem.NOT_ONE_OF, KINDS, "{'kind': 'ibland'}"),
        ('kind = "season", season = "spring"', "", Problem.MISSING, "due or month", ""),
        ('kind = "season", season = "jul", month = 12', ".season", Problem.NOT_ONE_OF, "'spring' or 'autumn'", "jul"),
        ('kind = "date", due = "02-28", vartannat = 2', ".vartannat", Problem.UNKNOWN_KEY, "", "2"),
        ('kind = "date", due = "02-28", every = 0', ".every", Problem.OUT_OF_RANGE, "1", "0"),
    ],
)
def test_fault_in_a_rule_is_named_by_its_field(
    folder: Path, rule: str, field: str, problem: Problem, expected: str, found: str
) -> None:
    assert faults(folder, changed((DUE, rule))) == (in_wheel(f"{AT}.rule{field}", problem, expected, found),)


@pytest.mark.parametrize(
    ("line", "field", "problem", "expected", "found"),
    [
        ('utforare = "chef"', "utforare", Problem.UNKNOWN_KEY, "", "chef"),
        ('performer = "ingen"', "performer", Problem.NO_SUCH_REFERENCE, "chef", "ingen"),
        ('receiver = "rad"', "receiver", Problem.NO_SUCH_REFERENCE, "chef, namnd", "rad"),
        ('decides = "rad"', "decides", Problem.NO_SUCH_REFERENCE, "chef, namnd", "rad"),
        ('form = "prov.x"', "form", Problem.NO_SUCH_REFERENCE, FORMS, "prov.x"),
        ('feeds = ["lmu"]', "feeds", Problem.NO_SUCH_REFERENCE, "egenkontroll", "lmu"),
    ],
)
def test_fault_in_an_activity_is_named_by_its_field(
    folder: Path, line: str, field: str, problem: Problem, expected: str, found: str
) -> None:
    text = changed(('performer = "chef"', line))

    assert faults(folder, text) == (in_wheel(f"{AT}.{field}", problem, expected, found),)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"unit"\nprovider', '"enhet"\nprovider', in_wheel(f"{AT}.level", Problem.NOT_ONE_OF, LEVELS, "enhet")),
        (SOURCE, "", in_wheel(f"{AT}.source", Problem.MISSING)),
        (SOURCE, "source = []\n", in_wheel(f"{AT}.source", Problem.OUT_OF_RANGE, "1", "[]")),
        ('"egenkontroll"', '"Å"', in_wheel("activities.Å.key", Problem.NOT_ONE_OF, r"^[a-z][a-z0-9_]*$", "Å")),
        ('edition = "2027"', "edition = 2027", in_wheel("edition", Problem.WRONG_TYPE, found="2027")),
        ('edition = "2027"\n', "", in_wheel("edition", Problem.MISSING)),
        (ACTIVITY, "activities = 3", in_wheel("activities", Problem.WRONG_TYPE, found="3")),
    ],
)
def test_fault_is_named_by_its_place_with_what_would_do(folder: Path, old: str, new: str, fault: Fault) -> None:
    assert faults(folder, changed((old, new))) == (fault,)


def test_every_fault_of_a_wheel_is_named_at_once(folder: Path) -> None:
    text = (
        HEAD.replace("2027", "2027-2028").replace('key = "prov"', 'key = "prov"\nagare = "ingen"')
        + activity("manad", (DUE, 'kind = "month", month = 13'))
        + activity("dag", (DUE, 'kind = "date", due = "02-30"'), ("both", "kommunal"))
        + activity("kalla", (SOURCE, ""), ("performer", "utforare"))
        + activity("namn", ('"chef"', '"ingen"\nfeeds = ["manad", "lmu"]\nform = "prov.x"\ndecides = "rad"'))
        + activity("dubbel")
        + activity("dubbel")
    )

    assert faults(folder, text) == (
        in_wheel("activities.manad.rule.month", Problem.OUT_OF_RANGE, "12", "13"),
        in_wheel("activities.dag.rule.due", Problem.NO_SUCH_DAY, found="02-30"),
        in_wheel("activities.dag.provider", Problem.NOT_ONE_OF, PROVIDERS, "kommunal"),
        in_wheel("activities.kalla.source", Problem.MISSING),
        in_wheel("activities.kalla.utforare", Problem.UNKNOWN_KEY, found="chef"),
        in_wheel("agare", Problem.UNKNOWN_KEY, found="ingen"),
        in_wheel("activities.dubbel", Problem.DUPLICATE, found="dubbel"),
        in_wheel("activities.namn.performer", Problem.NO_SUCH_REFERENCE, "chef", "ingen"),
        in_wheel("activities.namn.decides", Problem.NO_SUCH_REFERENCE, "chef, namnd", "rad"),
        in_wheel("activities.namn.form", Problem.NO_SUCH_REFERENCE, FORMS, "prov.x"),
        in_wheel("activities.namn.feeds", Problem.NO_SUCH_REFERENCE, "dubbel, namn", "lmu"),
    )


@pytest.mark.parametrize("text", ['key = "prov"\nkey = "igen"', "[[activities]", "key = Prov", "\ufeff[[", "= 3"])
def test_unreadable_toml_is_one_fault_that_names_the_file(folder: Path, text: str) -> None:
    (fault,) = faults(folder, text)

    assert (fault.file, fault.key, fault.problem) == (str(folder / "wheel.toml"), "", Problem.UNREADABLE)
    assert fault.found


def test_bytes_that_are_no_utf8_are_unreadable(folder: Path) -> None:
    file = folder / "wheel.toml"
    file.write_bytes((HEAD + ACTIVITY).encode("latin-1"))

    with pytest.raises(FaultsFound) as found:
        load_wheel(file)

    assert [fault.problem for fault in found.value.faults] == [Problem.UNREADABLE]


def test_file_that_is_not_there_is_unreadable(folder: Path) -> None:
    with pytest.raises(FaultsFound) as found:
        load_wheel(folder / "borta.toml")

    assert [fault.problem for fault in found.value.faults] == [Problem.UNREADABLE]


def test_unknown_wheel_is_told_which_there_are() -> None:
    with pytest.raises(FaultsFound) as found:
        load_shipped("kalmar")

    assert found.value.faults == (
        Fault("kalmar", "wheel", Problem.NO_SUCH_REFERENCE, ", ".join(shipped_wheels()), "kalmar"),
    )


def test_local_decisions_lie_over_the_wheel(folder: Path) -> None:
    local = LOCAL + '[activity.egenkontroll]\ntitle = "Vår egenkontroll"\n[activity.egenkontroll.rule]\ndue = "03-last"'

    wheel = load(folder, HEAD + ACTIVITY, local).wheel

    (changed_activity,) = wheel.activities
    assert (wheel.local, changed_activity.title) == (Local(name="Provs beslut"), "Vår egenkontroll")
    assert changed_activity.rule == DateRule(due=MonthDay(3, None), opens=MonthDay(1, 1))


def test_local_rule_of_another_kind_replaces_the_whole_rule(folder: Path) -> None:
    local = LOCAL + '[activity.egenkontroll.rule]\nkind = "month"\nmonth = 4'

    assert load(folder, HEAD + ACTIVITY, local).wheel.activities[0].rule == MonthRule(month=4)


def test_local_decisions_add_roles_bodies_and_digests(folder: Path) -> None:
    local = (
        LOCAL
        + """
[[roles]]
key = "sekreterare"
title = "Sekreterare"
level = "administration"
[[digests]]
key = "var"
title = "Våren"
body = "namnd"
rule = { kind = "date", due = "04-12" }
[role.chef]
held_by = "sekreterare"
[body.namnd]
secretary = "sekreterare"
[digest.var]
activities = ["egenkontroll"]
"""
    )

    wheel = load(folder, HEAD + ACTIVITY, local).wheel

    assert (wheel.holder_of("chef"), wheel.bodies[0].secretary) == ("sekreterare", "sekreterare")
    assert [digest.activities for digest in wheel.digests] == [("egenkontroll",)]


def test_decisions_for_another_wheel_are_not_laid_over(folder: Path) -> None:
    local = LOCAL.replace('"prov"', '"karlstad"') + "[activity.egenkontroll]\ntitle = 3"

    assert faults(folder, HEAD + ACTIVITY, local) == (
        Fault("local.toml", "wheel", Problem.OTHER_WHEEL, "prov", "karlstad"),
    )


def test_every_fault_of_the_local_decisions_is_named_at_once(folder: Path) -> None:
    lists = (
        "activities, activity, bodies, body, digest, digests, documents, escalation, events, happenings, local, role, "
        "roles, wheel"
    )
    known = f"actions, {lists}"
    local = LOCAL + '[aktivitet.lmu]\n[role.rektor]\n[activity.lmu]\n[activity.egenkontroll.rule]\ndue = "02-30"'

    assert faults(folder, HEAD + ACTIVITY, local) == (
        Fault("local.toml", "aktivitet", Problem.UNKNOWN_KEY, known),
        Fault("local.toml", "role.rektor", Problem.NO_SUCH_REFERENCE, "chef", "rektor"),
        Fault("local.toml", "activity.lmu", Problem.NO_SUCH_REFERENCE, "egenkontroll", "lmu"),
        in_both("activities.egenkontroll.rule.due", Problem.NO_SUCH_DAY, found="02-30"),
    )


@pytest.mark.parametrize(
    ("decision", "key", "expected"),
    [
        ('[roles]\nkey = "s"\ntitle = "S"\nlevel = "unit"', "roles", "[[roles]]"),
        ('[digests]\nkey = "s"', "digests", "[[digests]]"),
        ("[[activity]]\nkey = 'egenkontroll'", "activity", "[activity.key]"),
        ("[activity]\negenkontroll = 3", "activity", "[activity.key]"),
        ("[role]\nchef = 'Chefen'", "role", "[role.key]"),
    ],
)
def test_decision_that_is_wrongly_built_is_a_fault_and_no_accident(
    folder: Path, decision: str, key: str, expected: str
) -> None:
    assert faults(folder, HEAD + ACTIVITY, LOCAL + decision) == (
        Fault("local.toml", key, Problem.WRONG_TYPE, expected),
    )


def test_wheel_that_is_wrongly_built_is_a_fault_under_local_decisions_too(folder: Path) -> None:
    text = changed(('roles = [{ key = "chef", title = "Chef", level = "unit" }]', 'roles = ["chef"]'))

    assert faults(folder, text, LOCAL + "[role.chef]\ntitle = 'Chefen'") == (
        in_both("roles.1", Problem.WRONG_TYPE, found="chef"),
        in_both("activities.egenkontroll.performer", Problem.NO_SUCH_REFERENCE, "", "chef"),
    )


def test_sound_form_is_loaded(folder: Path) -> None:
    form = load_form(written(folder, FORM_TEXT, "form.toml"))

    assert (form.key, form.version, [question.key for question in form.questions]) == ("prov.kort", 1, ["klart"])


def test_every_fault_of_a_form_is_named_at_once(folder: Path) -> None:
    text = FORM_TEXT.replace("version = 1", "version = 0").replace('"H"', '"X"') + (
        "[[steps]]\ntitle = 'Sedan'\nrepeat = { key = 'fler', item = 'Fler', at_most = 41 }\n"
        "[[steps.questions]]\nkey = 'varfor'\ntext = 'Varför?'\ntype = 'essä'\nsupport = 'T'\nobligatorisk = true\n"
    )

    with pytest.raises(FaultsFound) as found:
        load_form(written(folder, text, "form.toml"))

    types = "'choice', 'choices', 'scale', 'number', 'percent', 'text', 'date', 'person', 'link' or 'computed'"
    assert found.value.faults == (
        Fault("form.toml", "version", Problem.OUT_OF_RANGE, "1", "0"),
        Fault("form.toml", "steps.1.questions.klart.support", Problem.NOT_ONE_OF, "'T' or 'H'", "X"),
        Fault("form.toml", "steps.2.questions.varfor.type", Problem.NOT_ONE_OF, types, "essä"),
        Fault("form.toml", "steps.2.questions.varfor.obligatorisk", Problem.UNKNOWN_KEY, found="True"),
        Fault("form.toml", "steps.2.repeat.at_most", Problem.OUT_OF_RANGE, "40", "41"),
    )


def test_source_with_a_fault_in_it_is_not_called_too_short_as_well(folder: Path) -> None:
    text = changed(('heading = "Egenkontroll"', 'rubrik = "Egenkontroll"'))

    assert faults(folder, text) == (
        in_wheel("activities.egenkontroll.source.1.heading", Problem.MISSING),
        in_wheel("activities.egenkontroll.source.1.rubrik", Problem.UNKNOWN_KEY, found="Egenkontroll"),
    )


def test_faults_are_told_as_text_too() -> None:
    assert str(FaultsFound([in_wheel("edition", Problem.MISSING)])) == "wheel.toml: edition: missing"


def test_content_gives_the_version_that_is_named_and_else_the_newest() -> None:
    newer = replace(FORM, version=2)
    content = make_content(newer, FORM)

    assert [content.form(FORM.key, version) for version in (1, 2, 3, None)] == [FORM, newer, newer, newer]


def test_fault_in_an_activity_that_local_decisions_change_is_named_and_nothing_breaks(tmp_path: Path) -> None:
    local = tmp_path / "lokalt.toml"
    local.write_text('wheel = "karlstad"\n[activity.verksamhetsberattelse.rule]\ndue = "02-29"\n', encoding="utf-8")

    with pytest.raises(FaultsFound) as found:
        load_shipped("karlstad", local=local)

    assert [(fault.key, fault.problem, fault.found) for fault in found.value.faults] == [
        ("activities.verksamhetsberattelse.rule.due", Problem.NO_SUCH_DAY, "02-29")
    ]


@pytest.mark.parametrize("name", shipped_wheels())
def test_every_wheel_knows_the_administrator(name: str) -> None:
    role = load_shipped(name).wheel.role_by_key[ADMINISTRATOR]

    assert role == Role(key=ADMINISTRATOR, title="Årshjulets administratör", level=Level.ADMINISTRATION)


def test_municipality_says_who_the_administrators_are(tmp_path: Path) -> None:
    own = '[[roles]]\nkey = "administrator"\ntitle = "IT"\nlevel = "administration"\nheld_by = "chef"\n'
    (tmp_path / "wheel.toml").write_text(HEAD + ACTIVITY, encoding="utf-8")
    (tmp_path / "local.toml").write_text(LOCAL + own, encoding="utf-8")

    wheel = load_wheel(tmp_path / "wheel.toml", local=tmp_path / "local.toml").wheel

    assert [role.key for role in wheel.roles] == ["chef", ADMINISTRATOR]
    assert wheel.holder_of(ADMINISTRATOR) == "chef"


def test_no_activity_is_asked_of_the_administrator_unless_the_wheel_names_the_role(tmp_path: Path) -> None:
    asked = ACTIVITY.replace('performer = "chef"', f'performer = "{ADMINISTRATOR}"')
    (tmp_path / "wheel.toml").write_text(HEAD + asked, encoding="utf-8")

    with pytest.raises(FaultsFound) as found:
        load_wheel(tmp_path / "wheel.toml")

    assert [(fault.key, fault.expected) for fault in found.value.faults] == [(f"{AT}.performer", "chef")]


def own_form(folder: Path, text: str) -> None:
    (folder / "forms").mkdir()
    written(folder / "forms", text, "eget.toml")


def test_form_may_name_its_answers_and_ask_for_a_reason(tmp_path: Path) -> None:
    options = 'options = [{ key = "ja", title = "Ja" }]'
    assert options in FORM_TEXT
    short = FORM_TEXT.replace(options, 'answers = "ja_nej"\nreason = { text = "Varför inte?", one_of = ["nej"] }')

    form = load_form(written(tmp_path, short, "form.toml"))

    assert [(question.key, [option.key for option in question.options]) for question in form.questions] == [
        ("klart", ["ja", "nej"]),
        ("klart_skal", []),
    ]


def test_every_fault_in_what_a_form_says_in_short_is_named_at_once(tmp_path: Path) -> None:
    options = 'options = [{ key = "ja", title = "Ja" }]'
    short = FORM_TEXT.replace(options, f'{options}\nanswers = "ja_x"\nreason = {{ text = "Hur?", one_of = ["nej"] }}')

    with pytest.raises(FaultsFound) as found:
        load_form(written(tmp_path, short, "form.toml"))

    names = "ja_delvis_nej, ja_delvis_nej_ej_aktuellt, ja_nej, ja_nej_ej_aktuellt"
    at = "steps.questions.klart"
    assert found.value.faults == (
        Fault("form.toml", f"{at}.answers", Problem.NO_SUCH_REFERENCE, names, "ja_x"),
        Fault("form.toml", at, Problem.ONLY_ONE, "options, answers"),
        Fault("form.toml", f"{at}.reason.one_of", Problem.NO_SUCH_REFERENCE, "ja", "nej"),
        Fault("form.toml", f"{at}_skal.when.one_of", Problem.NO_SUCH_REFERENCE, "ja", "nej"),
    )


def test_form_beside_the_local_decisions_can_be_named_in_them(tmp_path: Path) -> None:
    own_form(tmp_path, FORM_TEXT)
    decided = 'wheel = "karlstad"\n[activity.sjalvskattning]\nform = "prov.kort"\n'

    content = load_shipped("karlstad", local=written(tmp_path, decided, "local.toml"))

    assert content.wheel.activity_by_key["sjalvskattning"].answered_with == "prov.kort"
    assert content.forms["prov.kort"] == load_form(tmp_path / "forms" / "eget.toml")


def test_own_form_never_takes_the_place_of_a_version_that_ships(tmp_path: Path) -> None:
    own_form(tmp_path, FORM_TEXT.replace('"prov.kort"', '"karlstad.form_egenkontroll"'))

    with pytest.raises(FaultsFound) as found:
        load_shipped("karlstad", local=written(tmp_path, 'wheel = "karlstad"\n', "local.toml"))

    assert found.value.faults == (Fault("eget.toml", "key", Problem.DUPLICATE, found="karlstad.form_egenkontroll"),)


def test_content_gives_a_form_as_the_activity_asks_it() -> None:
    first, *rest = FORM.steps
    content = make_content(replace(FORM, steps=(replace(first, asked_in=("annan",)), *rest)))

    assert content.form_in("egenkontroll", FORM.key, 1).steps == tuple(rest)
    assert content.form_in("annan", FORM.key, None).steps == (replace(first, asked_in=("annan",)), *rest)
