"""A fault in a file as one plain sentence or two: file, key, what is wrong and what to write instead."""

from cards import phrases_faults
from cards.phrases_lists import quoted
from scheduler.faults import Fault, Problem

BARE = frozenset({Problem.UNREADABLE, Problem.WRONG_COUNT})
PATTERN_STARTS = "^"


def fault_sentence(fault: Fault) -> str:
    what = phrases_faults.SENTENCES[fault.problem].format(
        found=_found(fault),
        expected=_expected(fault),
        name=_name(fault),
    )
    return phrases_faults.sentence(phrases_faults.place(fault.file, fault.key), what)


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
