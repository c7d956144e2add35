"""Few answers are not shown, and cannot be worked out from what is shown beside them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeAlias

import pytest

from scheduler.digest_sections import OptionShare
from scheduler.fewness import shown

FEW = 5
LARGEST = 12

Rule: TypeAlias = Callable[[Sequence[OptionShare], int], tuple[tuple[OptionShare, ...], bool]]


def shares(*counts: int | None) -> tuple[OptionShare, ...]:
    return tuple(OptionShare(str(number), count, str(number)) for number, count in enumerate(counts))


@pytest.mark.parametrize(
    ("counts", "told", "all_hidden"),
    [
        ((6, 5, 0), (6, 5, 0), False),
        ((6, 1, 0), (6, None, None), False),
        ((6, 2, 3), (6, None, None), False),
        ((6, 1), (None, None), True),
        ((6, 4, 4), (None, None, None), True),
        ((1, 0), (None, None), False),
        ((), (), False),
    ],
)
def test_few_answers_are_left_out_with_what_would_tell_them(
    counts: tuple[int, ...], told: tuple[int | None, ...], all_hidden: bool
) -> None:
    assert shown(shares(*counts), FEW) == (shares(*told), all_hidden)


def test_everything_is_shown_where_one_answer_is_enough() -> None:
    assert shown(shares(1, 0, 3), 1) == (shares(1, 0, 3), False)


def betrayed(rule: Rule, options: int) -> set[tuple[int, ...]]:
    """The ways to answer in which whoever knows the rule and the sum can tell a count of few from what is shown."""
    behind: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(LARGEST + 1), repeat=options):
        told, all_hidden = rule(shares(*counts), FEW)
        behind[tuple(one.count for one in told), all_hidden, sum(counts)].append(counts)
    return {
        possible[0]
        for possible in behind.values()
        for values in map(set, zip(*possible, strict=True))
        if len(values) == 1 and 0 < min(values) < FEW
    }


def leaving_out_the_few_alone(options: Sequence[OptionShare], few: int) -> tuple[tuple[OptionShare, ...], bool]:
    return tuple(replace(one, count=None) if 0 < (one.count or 0) < few else one for one in options), False


@pytest.mark.parametrize("options", [2, 3, 4])
def test_nobody_can_work_out_a_count_of_few_from_the_sum_and_the_rule(options: int) -> None:
    assert betrayed(shown, options) == set()


def test_a_rule_that_left_out_the_few_alone_would_be_found_out() -> None:
    assert (6, 1) in betrayed(leaving_out_the_few_alone, 2)
