"""That the benchmarks run and print whole rows; how fast anything is, no test says."""

import re
from collections.abc import Sequence

import click
import pytest
from click.testing import CliRunner

from benchmarks import digest, dispatch, feed, laps, submit
from benchmarks.children import is_installed
from benchmarks.municipalities import RULES, dated, sixty_rules
from benchmarks.peers import PEERS
from benchmarks.plan import HEAD, ORM, PRODUCT, RAW, main

HERE = tuple(name for name, (library, _) in PEERS.items() if is_installed(library))
"""The bots from the shelf that are installed: a plain development environment has none of them."""


def lines_of(*arguments: str, command: click.Command = main) -> list[list[str]]:
    """The cells of every line that was printed."""
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
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


def whole_rows(lines: list[list[str]], head: Sequence[str]) -> list[str]:
    """The first cell of every row under the head; all others are figures above nothing."""
    start = lines.index(list(head)) + 1
    rows = lines[start : lines.index([""])]
    assert [len([figure for figure in figures if float(figure) >= 0]) for _, *figures in rows] == [
        len(head) - 1 for _ in rows
    ]
    return [name for name, *_ in rows]


def test_dispatch_prints_a_whole_row_for_each_way_and_says_which_peers_are_missing() -> None:
    lines = lines_of("--messages", "2", "--rounds", "1", "--no-postgresql", command=dispatch.main)

    ours = ["sqlite", f"sqlite{dispatch.SLOW}"]
    assert whole_rows(lines, laps.HEAD) == [*ours, dispatch.FLOOR, dispatch.MARKED, *HERE]
    assert [[f"{name}: not installed."] in lines for name in PEERS] == [name not in HERE for name in PEERS]


def test_submit_prints_a_whole_row_for_each_way_and_says_which_peers_are_missing() -> None:
    lines = lines_of("--answers", "2", "--rounds", "1", "--no-postgresql", command=submit.main)

    assert whole_rows(lines, submit.HEAD) == ["sqlite", submit.FLOOR, *HERE]
    assert [[f"{name}: not installed."] in lines for name in PEERS] == [name not in HERE for name in PEERS]


def test_digest_prints_a_whole_row_for_each_way_and_its_ratios() -> None:
    lines = lines_of("--units", "2", "--rounds", "1", command=digest.main)

    frames = [digest.PANDAS] if is_installed(digest.PANDAS) else []
    ours = [digest.PRODUCT, digest.ALL_SECTIONS, digest.ONE_UNIT]
    assert whole_rows(lines, digest.HEAD) == [*ours, digest.RAW, digest.ORM, *frames]
    assert len(lines[lines.index([""]) :]) == 6 + len(frames)


def test_feed_prints_a_whole_row_for_each_way_and_its_ratios() -> None:
    lines = lines_of("--requests", "1", "--units", "2", "--rounds", "1", command=feed.main)

    asked = ["200, sqlite", "304, sqlite", "anew, sqlite", "200, aiohttp", "304, aiohttp"]
    served = [f"{scope} {what}" for scope in feed.SCOPES for what in asked]
    assert whole_rows(lines, laps.HEAD) == [*served, feed.WRITTEN, feed.REWRITTEN, feed.PEER]
    assert len(lines[lines.index([""]) :]) == 11
