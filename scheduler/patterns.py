"""What the marked answers show together: weak areas in several units or two years running, and units side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import TypeAlias

from scheduler.digest_counting import Counted, Round, options_of
from scheduler.digest_sections import Against, Comparison, OptionShare, Pattern, PatternKind, Standing
from scheduler.forms import COUNTED, Form
from scheduler.organisation import Organisation
from scheduler.ports_digesting import Countable, Mark, MarkedOption, UnitStanding

UNITS_OF_A_PATTERN = 3
UNITS_OF_A_KIND = 5
PER_CENT = 100

WeakUnits: TypeAlias = Mapping[str, Mapping[int, str]]
"""By question: the units that answered it with a weak option, and their names."""


def marked_options(forms: Iterable[Form]) -> frozenset[MarkedOption]:
    """Every option of the questions of which a form says what is weak."""
    return frozenset(
        MarkedOption(form.key, question.key, option.key, _standing(option))
        for form in forms
        for question in form.questions
        if question.type in COUNTED
        for options in [tuple(options_of(question))]
        if any(option.weak for option in options)
        for option in options
    )


def patterns_in(counted: Counted, marks: Iterable[Mark]) -> tuple[Pattern, ...]:
    """The widest first."""
    weak = _weak_units(counted, marks)
    found = [pattern for one, asked in counted.rounds.items() for pattern in _patterns(counted, one, asked, weak)]
    return tuple(sorted(found, key=lambda one: (one.kind, -one.count, one.title, one.slot, one.question)))


def comparisons_in(standings: Iterable[UnitStanding], organisation: Organisation) -> tuple[Comparison, ...]:
    """The units of those kinds of which there are enough to have a median, the furthest above it first."""
    kinds: dict[str, dict[int, UnitStanding]] = defaultdict(dict)
    for one in standings:
        unit = organisation.unit_by_id.get(one.unit_id)
        if unit is not None and one.weak + one.fine:
            kinds[", ".join(sorted(unit.service_types))][one.unit_id] = one
    large = {kind: group for kind, group in sorted(kinds.items()) if len(group) >= UNITS_OF_A_KIND}
    found = [one for kind, group in large.items() for one in _beside(kind, group, organisation)]
    return tuple(sorted(found, key=lambda one: (one.median - one.share, one.place, one.area or "")))


def _beside(kind: str, group: Mapping[int, UnitStanding], organisation: Organisation) -> Iterator[Comparison]:
    shares = {unit_id: round(PER_CENT * one.weak / (one.weak + one.fine)) for unit_id, one in group.items()}
    middle = round(median(shares.values()))
    for unit_id, share in shares.items():
        unit = organisation.unit_by_id[unit_id]
        yield Comparison(
            unit_id=unit_id,
            place=unit.name,
            area=organisation.area_by_id[unit.area_id].name,
            kind=kind,
            of=group[unit_id].weak + group[unit_id].fine,
            share=share,
            median=middle,
        )


def _standing(option: OptionShare) -> Standing:
    if option.not_applicable:
        return Standing.NOT_APPLICABLE
    return Standing.WEAK if option.weak else Standing.FINE


def _weak_units(counted: Counted, marks: Iterable[Mark]) -> dict[Round, WeakUnits]:
    by_assignment: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_assignment[mark.assignment_id].append(mark)
    return {one: _weak_in(asked, by_assignment) for one, asked in counted.known.items()}


def _weak_in(asked: Iterable[Countable], weak: Mapping[int, Iterable[Mark]]) -> WeakUnits:
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for place in asked:
        for mark in weak.get(place.assignment_id, ()):
            if place.unit_id is not None:
                found[mark.question][place.unit_id] = place.place
    return found


def _patterns(
    counted: Counted, one: Round, asked: Sequence[Countable], weak: Mapping[Round, WeakUnits]
) -> Iterator[Pattern]:
    a_year_ago = next((then for against, then in counted.earlier(one) if against is Against.YEAR), None)
    before: WeakUnits = weak.get(a_year_ago, {}) if a_year_ago else {}
    texts = {question.key: question.text for form in reversed(counted.forms(asked)) for question in form.questions}
    for key, units in weak.get(one, {}).items():
        again = {unit_id: name for unit_id, name in units.items() if unit_id in before.get(key, {})}
        for kind, places, enough in (
            (PatternKind.UNITS, units, UNITS_OF_A_PATTERN),
            (PatternKind.YEARS, again, 1),
        ):
            if len(places) >= enough:
                yield Pattern(
                    kind=kind,
                    activity=one[0],
                    title=asked[0].title,
                    slot=one[1],
                    key=key,
                    question=texts.get(key, key),
                    count=len(places),
                    places=tuple(sorted(places.values())),
                )
