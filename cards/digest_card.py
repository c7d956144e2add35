"""What a council reads: how much is answered, how the answers fall, and what is still awaited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cards import phrases, phrases_digest
from cards.adaptive import (
    LARGEST_CARD,
    Card,
    Element,
    bar,
    buttons,
    card,
    container,
    facts,
    heading,
    size_of,
    text,
    text_bar,
    unfold,
)
from cards.receipt_card import shortened
from cards.verbs import Verb, button
from cards.words_of_time import moment_words, period_words
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares

ROOM_FOR_FRAME = 4_000


@dataclass(frozen=True, slots=True)
class Detail:
    """How many areas, questions and missing places one activity may show, and how long a name may be."""

    areas: int
    questions: int
    missing: int
    length: int


DETAILS = (Detail(12, 12, 20, 600), Detail(12, 8, 12, 120), Detail(8, 4, 8, 80), Detail(4, 2, 4, 60))


def digest_card(digest: Digest, *, preview: bool, part: int = 0) -> Card:
    """As many activities as one card has room for; `part` counts from 0, and the nearest there is is shown."""
    parts = _parts(digest)
    index = min(max(part, 0), len(parts) - 1)
    return card(
        [*_head(digest, preview=preview), *_part_note(index, len(parts)), *parts[index]],
        fallback=phrases_digest.fallback(digest.title, digest.answered, digest.expected),
        actions=_actions(digest, index, len(parts), preview=preview),
    )


def _head(digest: Digest, *, preview: bool) -> Iterator[Element]:
    if preview:
        yield container([text(phrases_digest.PREVIEW)], style="accent")
    yield heading(digest.title)
    yield text(phrases_digest.subtitle(digest.body_name, period_words(digest.period)), subtle=True, spacing="None")
    if digest.example:
        yield text(phrases_digest.EXAMPLE, size="Small", subtle=True, spacing="Small")
    if digest.expected:
        yield text(phrases_digest.answered(digest.answered, digest.expected), bold=True, size="ExtraLarge")
        yield text(phrases_digest.share(digest.answered, digest.expected), spacing="None")
        yield bar(digest.answered, digest.expected)
    else:
        yield text(phrases_digest.NOTHING)
    counted = phrases_digest.counted_now if preview else phrases_digest.counted_until
    yield text(counted(moment_words(digest.cut_off)), size="Small", subtle=True, spacing="Small")


def _part_note(index: int, of: int) -> Iterator[Element]:
    if of > 1:
        yield text(phrases_digest.part_of(index + 1, of), size="Small", subtle=True)


def _parts(digest: Digest) -> list[list[Element]]:
    """The activities dealt out in order, each part small enough for one card."""
    parts: list[list[Element]] = [[]]
    room = LARGEST_CARD - ROOM_FOR_FRAME
    used = 0
    for number, activity in enumerate(digest.activities):
        shown = _fitting(activity, number, room, digest.few)
        if used + size_of(shown) > room and parts[-1]:
            parts.append([])
            used = 0
        parts[-1].append(shown)
        used += size_of(shown)
    return parts


def _fitting(activity: ActivityDigest, number: int, room: int, few: int) -> Element:
    drawn = [_activity(activity, number, detail, few) for detail in DETAILS]
    return next((shown for shown in drawn if size_of(shown) <= room), drawn[-1])


def _activity(activity: ActivityDigest, number: int, detail: Detail, few: int) -> Element:
    name = f"activity{number}"
    period = period_words(activity.slot)
    title = {**text(shortened(activity.title, detail.length), bold=True, size="Default"), "style": "heading"}
    counted = phrases_digest.activity_line(activity.answered, activity.expected, period)
    head = [title, text(counted, size="Small", spacing="None"), bar(activity.answered, activity.expected)]
    more = list(_details(activity, detail, few))
    folded = [buttons([unfold(phrases_digest.MORE, name)]), container(more, name=name, folded=True)] if more else []
    return container([*head, *folded], separator=True, spacing="Medium")


def _details(activity: ActivityDigest, detail: Detail, few: int) -> Iterator[Element]:
    if len(activity.areas) > 1:
        yield text(phrases_digest.AREAS, bold=True, size="Small")
        yield facts(_area_line(area) for area in activity.areas[: detail.areas])
    for shares in activity.questions[: detail.questions]:
        yield from _question(shares, activity.answered, detail, few)
    late = [missing for missing in activity.missing if missing.is_late]
    waiting = [missing for missing in activity.missing if not missing.is_late]
    yield from _missing(phrases_digest.WAITING_LATE, late, detail)
    yield from _missing(phrases_digest.WAITING, waiting, detail)


def _question(shares: QuestionShares, answered: int, detail: Detail, few: int) -> Iterator[Element]:
    total = sum(option.count or 0 for option in shares.options)
    several = shares.several or total > answered
    yield text(shortened(shares.question, detail.length), bold=True, size="Small")
    lines = [
        (shortened(option.title, detail.length), _option(option.count, total, few, several=several))
        for option in shares.options
    ]
    apart = [(phrases_digest.NOT_YET, str(shares.unanswered))] if shares.unanswered else []
    yield facts([*lines, *apart])
    if several:
        yield text(phrases_digest.SEVERAL, size="Small", subtle=True, spacing="Small")


def _area_line(area: AreaCount) -> tuple[str, str]:
    drawn = text_bar(area.answered, area.expected)
    return area.area or phrases_digest.ADMINISTRATION, phrases_digest.area_line(drawn, area.answered, area.expected)


def _option(count: int | None, total: int, few: int, *, several: bool) -> str:
    if count is None:
        return phrases_digest.fewer_than(few)
    return str(count) if several else _option_line(count, total)


def _option_line(count: int, total: int) -> str:
    return phrases_digest.option_line(text_bar(count, total), count, total)


def _missing(title: str, missing: Iterable[Missing], detail: Detail) -> Iterator[Element]:
    places = [shortened(one.place, detail.length) for one in missing]
    if places:
        hidden = max(len(places) - detail.missing, 0)
        yield text(title, bold=True, size="Small")
        yield text(phrases_digest.names(places[: detail.missing], hidden), spacing="Small")


def _actions(digest: Digest, index: int, of: int, *, preview: bool) -> list[Element]:
    ways = ((index - 1, phrases_digest.EARLIER), (index + 1, phrases_digest.LATER))
    turn = [
        button(title, Verb.DIGEST, {"key": digest.key, "cut_off": digest.cut_off.isoformat(), "part": part})
        for part, title in ways
        if 0 <= part < of
    ]
    return [*turn, button(phrases.TO_WHEEL, Verb.WHEEL)] if preview else turn
