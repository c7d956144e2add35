"""That the benchmarks run and print whole rows; how fast anything is, no test says."""

import re

import pytest
from click.testing import CliRunner

from benchmarks.municipalities import RULES, dated, sixty_rules
from benchmarks.plan import HEAD, ORM, PRODUCT, RAW, main


def lines_of(*arguments: str) -> list[list[str]]:
    """The cells of every line that was printed."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return [re.split(r"  +", line.strip()) for line in result.output.splitlines()]


def test_smallest_run_prints_a_whole_row_for_each_way_and_every_ratio() -> None:
    lines = lines_of("--sizes", "2", "--rounds", "1")

    start = lines.index(list(HEAD)) + 1
    rows = lines[start : lines.index([""])]
    ratios = [cells for cells in lines[lines.index([""]) :] if cells[0] == "2"]
    assert [(units, way) for units, way, *_ in rows] == [("2", PRODUCT), ("2", RAW), ("2", ORM)]
    assert [len([figure for figure in figures if float(figure) > 0]) for _, _, *figures in rows] == [len(HEAD) - 2] * 3
    assert [len(cells) for cells in ratios] == [2, 2, 2]


@pytest.mark.parametrize("sizes", ["", "0", "100,many"])
def test_sizes_are_refused_when_they_are_not_all_counts_of_units(sizes: str) -> None:
    assert CliRunner().invoke(main, ["--sizes", sizes]).exit_code == 2


def test_wheel_is_filled_up_to_the_number_of_rules_that_is_named() -> None:
    assert len(dated(sixty_rules().wheel)) == RULES
