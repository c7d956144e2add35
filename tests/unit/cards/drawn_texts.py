"""Every text of a drawn wheel as boxes, one for each letter where a line follows an arc; and which texts touch."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cards.wheel_geometry import text_width
from tests.unit.cards.boxes import Box

SVG = "{http://www.w3.org/2000/svg}"
HREF = "href"
NUMBER = r"(-?[\d.]+(?:e-?\d+)?)"
ARC = re.compile(rf"M{NUMBER} {NUMBER}A{NUMBER} \S+ 0 ([01]) ([01]) {NUMBER} {NUMBER}$")
MOVE, TURN = re.compile(rf"translate\({NUMBER} {NUMBER}\)"), re.compile(rf"rotate\({NUMBER}\)")
RISE, DROP, FIGURES = 0.74, 0.21, re.compile(r"[\d–]+")
STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Pen:
    """Where a group's own origin lies, and what it hands down."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    size: float = 16.0
    anchor: str = "start"


def touching_texts(svg: str) -> list[tuple[str, str]]:
    """Pairs of different texts of which some part lies over the other; letters of one text may."""
    drawn = sorted(
        ((which, box) for which, boxes in enumerate(texts_of(svg)) for box in boxes),
        key=lambda pair: pair[1].x - reach(pair[1]),
    )
    found = set()
    for place, (which, box) in enumerate(drawn):
        for other, beside in drawn[place + 1 :]:
            if beside.x - reach(beside) > box.x + reach(box):
                break
            if which != other and abs(beside.y - box.y) < reach(box) + reach(beside) and box.touches(beside):
                found.add((box.name, beside.name))
    return sorted(found)


def reach(box: Box) -> float:
    return math.hypot(box.width, box.height) / 2


def texts_of(svg: str) -> list[list[Box]]:
    root = ET.fromstring(svg)
    arcs = {path.get("id", ""): path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("id")}
    return [*below(root, Pen(), arcs)]


def below(element: ET.Element, pen: Pen, arcs: dict[str, str]) -> Iterator[list[Box]]:
    here = moved(element, pen)
    if element.tag == f"{SVG}text":
        yield [*boxes_of(element, here, arcs)]
        return
    for child in element:
        yield from below(child, here, arcs)


def moved(element: ET.Element, pen: Pen) -> Pen:
    """Turned only at the end, as every text of ours is."""
    transform = element.get("transform", "")
    move, turn = MOVE.search(transform), TURN.search(transform)
    dx, dy = (float(move[1]), float(move[2])) if move else (0.0, 0.0)
    return Pen(
        pen.x + dx,
        pen.y + dy,
        pen.turn + (float(turn[1]) if turn else 0.0),
        float(element.get("font-size", pen.size)),
        element.get("text-anchor", pen.anchor),
    )


def boxes_of(text: ET.Element, pen: Pen, arcs: dict[str, str]) -> Iterator[Box]:
    curved = text.find(f"{SVG}textPath")
    if curved is not None:
        arc, words = arcs[curved.get(HREF, "")[1:]], curved.text or ""
        yield from along(arc, words, pen, float(text.get("letter-spacing", 0)))
        return
    lines = text.findall(f"{SVG}tspan") or [text]
    for line in lines:
        yield straight(line.text or "", replace(pen), float(line.get("x", 0)), float(line.get("y", 0)))


def straight(words: str, pen: Pen, x: float, y: float) -> Box:
    width = text_width(words, pen.size)
    drop = 0.0 if FIGURES.fullmatch(words) else DROP * pen.size
    dx, dy = x + width * (0.5 - STARTS[pen.anchor]), y + (drop - RISE * pen.size) / 2
    cos, sin = math.cos(math.radians(pen.turn)), math.sin(math.radians(pen.turn))
    height = RISE * pen.size + drop
    return Box(words, pen.x + dx * cos - dy * sin, pen.y + dx * sin + dy * cos, width, height, pen.turn)


def along(arc: str, words: str, pen: Pen, spacing: float) -> Iterator[Box]:
    """From the middle of an arc around the pen's origin, as everything on the wheel is."""
    drawn = ARC.match(arc)
    assert drawn is not None, arc
    x0, y0, radius, _, clockwise, x1, y1 = (float(part) for part in drawn.groups())
    direction = 1.0 if clockwise else -1.0
    start = math.degrees(math.atan2(x0, -y0))
    end = math.degrees(math.atan2(x1, -y1))
    middle = start + ((end - start) * direction % 360) * direction / 2
    whole = sum(text_width(letter, pen.size) + spacing for letter in words)
    place = -whole / 2
    for letter in words:
        width = text_width(letter, pen.size)
        angle = middle + direction * math.degrees((place + width / 2) / radius)
        at = radius + direction * (RISE - DROP) * pen.size / 2
        turn = angle if clockwise else angle + 180
        x, y = pen.x + at * math.sin(math.radians(angle)), pen.y - at * math.cos(math.radians(angle))
        if letter.strip():
            yield Box(words, x, y, width, (RISE + DROP) * pen.size, turn)
        place += width + spacing
