"""Teams' own charts, each with what is shown by a client that has none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cards.adaptive import Element, container

ChartColor: TypeAlias = Literal["good", "warning", "attention", "neutral", "categoricalBlue", "categoricalTeal"]


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a bar or a ring."""

    legend: str
    value: int
    color: ChartColor


def donut(slices: Iterable[Slice], *, title: str, fallback: Sequence[Element]) -> Element:
    return {
        "type": "Chart.Donut",
        "title": title,
        "data": [_point(one) for one in slices],
        "fallback": container(fallback),
    }


def stacked_bars(bars: Iterable[tuple[str, Iterable[Slice]]], *, title: str, fallback: Sequence[Element]) -> Element:
    """One bar for each title, its parts side by side."""
    return {
        "type": "Chart.HorizontalBar.Stacked",
        "title": title,
        "data": [{"title": name, "data": [_point(one) for one in slices]} for name, slices in bars],
        "fallback": container(fallback),
    }


def _point(one: Slice) -> Element:
    return {"legend": one.legend, "value": one.value, "color": one.color}
