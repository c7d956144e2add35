"""Whether drawn things touch: turned rectangles, compared along the directions of their sides."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from cards.wheel_geometry import point, text_width
from cards.wheel_layout import FIGURE_HEIGHT, Layout
from cards.wheel_legend import Row


@dataclass(frozen=True)
class Box:
    name: str
    x: float
    y: float
    width: float
    height: float
    turn: float = 0.0

    @property
    def corners(self) -> list[tuple[float, float]]:
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        halves = [(sx * self.width / 2, sy * self.height / 2) for sx in (-1, 1) for sy in (-1, 1)]
        return [(self.x + dx * cos - dy * sin, self.y + dx * sin + dy * cos) for dx, dy in halves]

    def touches(self, other: "Box") -> bool:
        return all(overlap_along(angle, self, other) for box in (self, other) for angle in (box.turn, box.turn + 90))


def overlap_along(angle: float, one: Box, other: Box) -> bool:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    mine = [x * cos + y * sin for x, y in one.corners]
    theirs = [x * cos + y * sin for x, y in other.corners]
    return min(max(mine), max(theirs)) - max(min(mine), min(theirs)) > 0.01


def touching(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    return [(one.name, other.name) for one, other in combinations(boxes, 2) if one.touches(other)]


def boxes_on_wheel(layout: Layout) -> list[Box]:
    """Every number and every symbol."""
    sizes = layout.sizes
    boxes = []
    for spot in (spot for ring in layout.rings for spot in ring.spots):
        width = text_width(spot.numbers, sizes.text)
        x, y = point(spot.radius, spot.label)
        boxes.append(Box(f"number {spot.numbers}", x, y, width, sizes.text * FIGURE_HEIGHT, spot.turn))
        x, y = point(spot.radius, spot.symbol)
        # A square with the area of the symbol: turned symbols of neighbours do not reach into the corners.
        side = sizes.symbol * math.sqrt(math.pi)
        boxes.append(Box(f"symbol {spot.numbers}", x, y, side, side, spot.symbol))
    return boxes


def boxes_in_legend(rows: Iterable[Row]) -> list[Box]:
    return [
        Box(f"row {row.entry.number}", row.left + row.width / 2, row.top + row.height / 2, row.width, row.height)
        for row in rows
    ]
