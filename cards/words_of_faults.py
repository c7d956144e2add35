"""A fault in a file as one plain sentence or two: file, key, what is wrong and what to write instead."""

import re

from cards import phrases_faults
from cards.phrases_lists import quoted
from scheduler.faults import Fault, Problem

BARE = frozenset({Problem.UNREADABLE, Problem.WRONG_COUNT})
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PATTERN_STARTS = "^"


def fault_sentence(fault: Fault) -> str:
    template = phrases_faults.NO_DAY if _asks_for_a_day(fault) else phrases_faults.SENTENCES[fault.problem]
    what = template.format(
        found=_found(fault),
        expected=_expected(fault),
        name=_name(fault),
    )
    return phrases_faults.sentence(_place(fault), what)


def _place(fault: Fault) -> str:
    """A cell of a table by its row and column, a line by its number, and everything else by its key."""
    row, _, column = fault.key.partition(".")
    if row.isdecimal():
        return phrases_faults.cell(fault.file, row, column)
    return phrases_faults.place(fault.file, fault.key)


def _asks_for_a_day(fault: Fault) -> bool:
    return fault.problem is Problem.WRONG_TYPE and bool(fault.found) and A_DAY.fullmatch(fault.expected) is not None


def _found(fault: Fault) -> str:
    if fault.problem in BARE:
        return fault.found.rstrip(".")
    return quoted(fault.found) if fault.found else phrases_faults.NOTHING


def _expected(fault: Fault) -> str:
    if fault.expected.startswith(PATTERN_STARTS):
        return phrases_faults.PATTERN
    expected = fault.expected or phrases_faults.SOMETHING_ELSE
    for english, swedish in phrases_faults.IN_SWEDISH.items():
        expected = expected.replace(english, swedish)
    return expected


def _name(fault: Fault) -> str:
    is_told_apart = fault.problem is Problem.MISSING and fault.expected
    names = fault.expected.split(phrases_faults.OR) if is_told_apart else [fault.key.rpartition(".")[2]]
    return phrases_faults.OR_IN_SWEDISH.join(quoted(name) for name in names)
