"""Wheels, local decisions and forms read from TOML, with every fault named at once and nothing half-loaded."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.forms import Form, Option
from scheduler.overlays import overlaid
from scheduler.references import faults_in_form, faults_in_wheel
from scheduler.rule_faults import faults_in_phase
from scheduler.rules import AnyRule, Rule
from scheduler.shorthand import AnswerSets, faults_in_shorthand, written_out
from scheduler.validation import Table, validated
from scheduler.wheel import Wheel
from scheduler.wheel_parts import Key, Role

SHIPPED = files("scheduler") / "wheels"
WHEEL_FILE = "wheel.toml"
EXAMPLE_FILE = "example.toml"
PEOPLE_FILE = "people.csv"
ROLES_FILE = "roles.toml"
ANSWERS_FILE = SHIPPED / "common" / "answers.toml"

WHEEL = TypeAdapter(Wheel)
FORM = TypeAdapter(Form)
ROLES = TypeAdapter(tuple[Role, ...])
ANSWERS = TypeAdapter(dict[Key, tuple[Option, ...]])
RULE: TypeAdapter[AnyRule] = TypeAdapter(Rule)


@dataclass(frozen=True, slots=True)
class Content:
    """A wheel with the newest version of every form it may name, and the older ones that answers still refer to."""

    wheel: Wheel
    forms: Mapping[str, Form]
    versions: Mapping[tuple[str, int], Form]

    def form(self, key: str, version: int | None) -> Form:
        """That version, or the newest where none is named or kept."""
        return self.versions.get((key, version or 0), self.forms[key])

    def form_in(self, activity: str, key: str, version: int | None) -> Form:
        """The same, as the tasks of that activity ask it."""
        return self.form(key, version).for_activity(activity)


def with_kept_forms(content: Content, kept: Iterable[Form]) -> Content:
    """The content with older versions of its forms, and with forms that it no longer has; what ships goes first."""
    older = {(form.key, form.version): form for form in kept}
    newest = {form.key: form for _, form in sorted(older.items())}
    return replace(content, forms={**newest, **content.forms}, versions={**older, **content.versions})


def shipped_wheels() -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in SHIPPED.iterdir() if (folder / WHEEL_FILE).is_file()))


@cache
def shipped_forms() -> tuple[Form, ...]:
    """Every version of all forms that ship, in order of key, the newest version last."""
    forms = [load_form(file) for folder in SHIPPED.iterdir() for file in _forms_in(folder)]
    return _in_order(forms)


def is_file(name: str) -> bool:
    """Whether a wheel of that name is one in a file rather than one that ships."""
    return name.endswith(".toml")


def load_named(name: str, *, local: Traversable | None = None) -> Content:
    """A wheel that ships, or one in a file where the name ends like one."""
    return load_wheel(Path(name), local=local) if is_file(name) else load_shipped(name, local=local)


def load_shipped(name: str, *, local: Traversable | None = None) -> Content:
    """A wheel that ships; an unknown name is a fault that lists those there are."""
    if name not in shipped_wheels():
        raise FaultsFound([Fault(name, "wheel", Problem.NO_SUCH_REFERENCE, ", ".join(shipped_wheels()), name)])
    return load_wheel(shipped_path(name), local=local)


def shipped_path(name: str) -> Traversable:
    """The file of a wheel that ships."""
    return SHIPPED / name / WHEEL_FILE


def example_of(name: str) -> Traversable:
    """The example overlay that ships with a wheel."""
    return SHIPPED / name / EXAMPLE_FILE


def example_people(name: str) -> Traversable:
    """The example people that ship with a wheel."""
    return SHIPPED / name / PEOPLE_FILE


def load_wheel(file: Traversable, *, local: Traversable | None = None) -> Content:
    """Read a wheel and lay the local decisions over it."""
    bare, faults = read_table(file), list[Fault]()
    table = bare
    if local is not None:
        table, faults = overlaid(bare, read_table(local), file=local.name)
    name = file.name if local is None else f"{file.name} + {local.name}"
    beside = dict.fromkeys((*_forms_beside(file), *(_forms_beside(local) if local is not None else ())))
    faults += _taken_keys(beside)
    versions = (*shipped_forms(), *_in_order(form for _, form in beside))
    forms = {form.key: form for form in versions}
    wheel = validated(WHEEL, table, name, lambda wheel: _faults_in(wheel, bare, name, forms), faults)
    return Content(_with_common_roles(wheel), forms, {(form.key, form.version): form for form in versions})


def _with_common_roles(wheel: Wheel) -> Wheel:
    """The wheel with the roles that every wheel has, but for those it names itself; no activity is asked of them."""
    rows = read_table(SHIPPED / "common" / ROLES_FILE)["roles"]
    common = [role for role in ROLES.validate_python(rows) if role.key not in wheel.role_by_key]
    return replace(wheel, roles=(*wheel.roles, *common))


def _faults_in(wheel: Wheel, bare: Table, name: str, forms: Mapping[str, Form]) -> Iterator[Fault]:
    """Broken references, and cycles that local decisions count from a year out of step with the wheel's own."""
    yield from faults_in_wheel(wheel, name, forms)
    for row in bare["activities"] if wheel.local else ():
        decided = wheel.activity_by_key.get(row.get("key"))
        if decided is not None and (stated := _rule_in(row)) is not None:
            yield from faults_in_phase(stated, decided.rule, name, f"activities.{decided.key}.rule")


def _rule_in(row: Table) -> AnyRule | None:
    """None where the row's rule is faulty: that is told where the whole table is read."""
    try:
        return RULE.validate_python(row.get("rule"))
    except ValidationError:
        return None


def load_form(file: Traversable) -> Form:
    sets = named_answers()
    form = validated(FORM, read_table(file), file.name, lambda form: _faults_in_form(form, file.name, sets), [])
    return written_out(form, sets)


def _faults_in_form(form: Form, file: str, sets: AnswerSets) -> Iterator[Fault]:
    yield from faults_in_shorthand(form, file, sets)
    yield from faults_in_form(written_out(form, sets), file)


@cache
def named_answers() -> AnswerSets:
    """The sets of options that a form may name, as they ship."""
    return validated(ANSWERS, read_table(ANSWERS_FILE), ANSWERS_FILE.name, lambda _: (), [])


def read_table(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise FaultsFound([Fault(str(file), "", Problem.UNREADABLE, found=str(error))]) from error


def _forms_beside(file: Traversable) -> Iterator[tuple[str, Form]]:
    """The municipality's own forms by file name, in a folder beside its wheel or its local decisions."""
    if isinstance(file, Path) and not file.is_relative_to(str(SHIPPED)):
        yield from ((form.name, load_form(form)) for form in _forms_in(file.parent))


def _taken_keys(beside: Iterable[tuple[str, Form]]) -> Iterator[Fault]:
    """Where a form of one's own would change what has been answered with one that ships."""
    shipped = {(form.key, form.version): form for form in shipped_forms()}
    for file, form in beside:
        if shipped.get((form.key, form.version), form) != form:
            yield Fault(file, "key", Problem.DUPLICATE, found=form.key)


def _in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    """By key, the newest version last."""
    return tuple(sorted(forms, key=lambda form: (form.key, form.version)))


def _forms_in(folder: Traversable) -> Iterator[Traversable]:
    forms = folder / "forms"
    if forms.is_dir():
        yield from (file for file in forms.iterdir() if file.name.endswith(".toml"))
