"""The sections of a digest that stand before its activities: what to decide, what to look at, what is coming."""

from collections.abc import Iterator, Mapping

from cards import phrases_digest as say
from cards.adaptive import Element, Style, container, facts, heading, text
from cards.charts import Slice, stacked_bars
from cards.phrases_wheel import short_day
from cards.receipt_card import shortened
from cards.words_of_time import period_words
from scheduler.digest_sections import ActionCounts, Pattern, PatternKind, RiskMatrix, TopRisk
from scheduler.digests import Digest

MOST_LINES = 8
LONGEST = 160
MOST_NAMES, LONGEST_NAME = 6, 60
MOST_AREAS = 12
HALF, QUARTER = 0.5, 0.25
NO_RISK = "·"


def section_blocks(digest: Digest) -> Iterator[Element]:
    """Those of which there is anything to tell, each by itself."""
    sections = (
        (say.DECISIONS, list(_decisions(digest))),
        (say.PATTERNS, list(_patterns(digest))),
        (say.RISKS, list(_risks(digest))),
        (say.COMPARISON, list(_comparisons(digest))),
        (say.ACTIONS, list(_actions(digest))),
        (say.DEADLINES, list(_deadlines(digest))),
        (say.QUOTES, list(_quotes(digest))),
    )
    for title, lines in sections:
        if lines:
            yield container([heading(title, size="Default"), *lines], separator=True, spacing="Medium")


def _decisions(digest: Digest) -> Iterator[Element]:
    for one in digest.decisions[:MOST_LINES]:
        state = say.IS_PREPARED if one.answered else say.IS_AWAITED
        where = "" if digest.open else _name(one.place)
        title = shortened(one.title, LONGEST)
        yield _line(say.decision(title, where, short_day(one.due) if one.due else "", state))
    yield from _and_more(len(digest.decisions))


def _patterns(digest: Digest) -> Iterator[Element]:
    for one in digest.patterns[:MOST_LINES]:
        title, question = shortened(one.title, LONGEST), shortened(one.question, LONGEST)
        yield _line(question, bold=True)
        yield text(say.pattern_in(title, period_words(one.slot), _weak(one)), size="Small", spacing="None")
        if one.places:
            hidden = max(len(one.places) - MOST_NAMES, 0)
            names = [_name(place) for place in one.places[:MOST_NAMES]]
            yield text(say.names(names, hidden), size="Small", subtle=True, spacing="None")
    yield from _and_more(len(digest.patterns))


def _weak(pattern: Pattern) -> str:
    return say.weak_again(pattern.count) if pattern.kind is PatternKind.YEARS else say.weak_in(pattern.count)


def _risks(digest: Digest) -> Iterator[Element]:
    if digest.risks is None:
        return
    if not digest.risks.cells:
        yield _line(say.NO_RISKS)
        return
    yield _matrix(digest.risks)
    for risk in digest.risks.top:
        yield _line(_risk_line(risk))


def _matrix(risks: RiskMatrix) -> Element:
    """Consequence upwards, likelihood to the right; what it shows stands in words for those without tables."""
    counts = {(cell.likelihood, cell.consequence): cell.count for cell in risks.cells}
    steps = range(1, risks.scale + 1)
    head = [_cell(words) for words in (say.AXES, *map(str, steps))]
    rows = [[_cell(str(high)), *(_risk_cell(counts, x, high, risks.scale) for x in steps)] for high in reversed(steps)]
    in_words = [(say.cell(cell.likelihood, cell.consequence), say.risks(cell.count)) for cell in reversed(risks.cells)]
    return {
        "type": "Table",
        "columns": [{"width": 2}, *({"width": 1} for _ in steps)],
        "rows": [{"type": "TableRow", "cells": cells} for cells in (head, *rows)],
        "fallback": facts(in_words),
    }


def _risk_cell(counts: Mapping[tuple[int, int], int], likelihood: int, consequence: int, scale: int) -> Element:
    """The upper right corner is warm, the lower left one is not; the number says the same."""
    count = counts.get((likelihood, consequence))
    if count is None:
        return _cell(NO_RISK)
    return {**_cell(str(count)), "style": _warmth(likelihood * consequence / scale**2)}


def _cell(words: str) -> Element:
    return {"type": "TableCell", "items": [text(words, size="Small")]}


def _warmth(share: float) -> Style:
    """How much of the greatest product there can be."""
    if share > HALF:
        return "attention"
    return "warning" if share > QUARTER else "good"


def _risk_line(risk: TopRisk) -> str:
    named = shortened(risk.name or risk.title, LONGEST)
    return say.top_risk(risk.likelihood, risk.consequence, named, _name(risk.place))


def _comparisons(digest: Digest) -> Iterator[Element]:
    above = [one for one in digest.comparisons if one.share > one.median]
    told = digest.comparisons if digest.scope else above
    for one in told[:MOST_LINES]:
        yield _line(say.compared_unit(_name(one.place), one.share, one.median, _name(one.kind)))
    yield from _and_more(len(told))


def _actions(digest: Digest) -> Iterator[Element]:
    if any(one.open or one.done for one in digest.actions):
        told = [(_name(one.area or say.ADMINISTRATION), one) for one in digest.actions[:MOST_AREAS]]
        bars = [(area, slices) for area, one in told if (slices := list(_slices(one)))]
        lines = [(area, say.actions(one.open, one.late, one.done)) for area, one in told]
        yield stacked_bars(bars, title=say.ACTIONS, fallback=[facts(lines)])


def _slices(actions: ActionCounts) -> Iterator[Slice]:
    on_time = actions.open - actions.late
    if actions.done:
        yield Slice(say.DONE, actions.done, "good")
    if on_time:
        yield Slice(say.OPEN, on_time, "categoricalBlue")
    if actions.late:
        yield Slice(say.LATE, actions.late, "attention")


def _deadlines(digest: Digest) -> Iterator[Element]:
    told = digest.deadlines[:MOST_LINES]
    if told and digest.next_meeting:
        yield text(say.before(short_day(digest.next_meeting)), size="Small", subtle=True, spacing="None")
    if told:
        yield facts((short_day(one.due), say.deadline(shortened(one.title, LONGEST), one.places)) for one in told)
    yield from _and_more(len(digest.deadlines))


def _quotes(digest: Digest) -> Iterator[Element]:
    for one in digest.quotes[:MOST_LINES]:
        yield _line(say.quote(shortened(one.text, LONGEST)))
        yield text(
            say.quoted_from(shortened(one.question, LONGEST), _name(one.place)),
            size="Small",
            subtle=True,
            spacing="None",
        )
    yield from _and_more(len(digest.quotes))


def _name(place: str) -> str:
    return shortened(place, LONGEST_NAME)


def _line(words: str, *, bold: bool = False) -> Element:
    return text(words, size="Small", spacing="Small", bold=bold)


def _and_more(count: int) -> Iterator[Element]:
    if count > MOST_LINES:
        yield text(say.and_more(count - MOST_LINES), size="Small", subtle=True)
