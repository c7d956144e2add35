"""Rings by phase or by receiver: who receives most lies outermost, and no mark is lost."""

from dataclasses import replace

from cards.wheel_layout import layout_of
from cards.wheel_marks import WheelMark, numbered
from cards.wheel_rings import RingsBy, bands_of, first_numbers
from tests.unit.cards.wheel_examples import KARLSTAD, crowd

RECEIVERS = ("Nämnden", "Rådet", "Ledningsgruppen", "Utförarna", "Allmänheten", "Staten", "Facket")


def received(marks: tuple[WheelMark, ...], receivers: tuple[str, ...] = RECEIVERS) -> tuple[WheelMark, ...]:
    """The first of them receives one mark more than the last, and every twelfth mark has no receiver."""
    return tuple(
        replace(mark, receiver="" if place % 12 == 11 else receivers[place % len(receivers)])
        for place, mark in enumerate(marks)
    )


def test_rings_of_receivers_are_the_five_with_most_and_one_for_the_rest() -> None:
    marks = received(crowd(80))

    layout = layout_of(numbered(marks, 2027), 2027, RingsBy.RECEIVER)

    names = [ring.name for ring in layout.rings]
    counts = {name: sum(mark.receiver == name for mark in marks) for name in RECEIVERS}
    assert names[:5] == sorted(RECEIVERS, key=lambda name: (-counts[name], name))[:5]
    assert names[5:] == ["Övriga mottagare"]
    assert {ring.phase for ring in layout.rings} == {None}


def test_every_mark_is_in_one_ring_however_rings_are_chosen() -> None:
    entries = numbered(received(crowd(80)), 2027)

    for by in RingsBy:
        shown = [entry for band in bands_of(entries, by) for group in band.groups for entry in group]
        assert sorted(shown, key=lambda entry: entry.number) == list(entries)


def test_marks_of_different_receivers_share_a_drawing_only_by_phase() -> None:
    alike = replace(KARLSTAD[3], receiver="Nämnden")
    entries = numbered((alike, replace(alike, key="b", title="Ö", receiver="Rådet")), 2027)

    assert first_numbers(entries, RingsBy.PHASE) == {1: 1, 2: 1}
    assert first_numbers(entries, RingsBy.RECEIVER) == {1: 1, 2: 2}


def test_wheel_without_receivers_has_one_ring() -> None:
    layout = layout_of(numbered(KARLSTAD, 2027), 2027, RingsBy.RECEIVER)

    assert [ring.name for ring in layout.rings] == ["Övriga mottagare"]
