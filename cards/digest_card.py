"""What a council reads: how much is answered, what to look at and decide, how the answers fall, what is awaited."""

from collections.abc import Iterator

from cards import phrases, phrases_digest, phrases_web
from cards.adaptive import LARGEST_CARD, Card, Element, bar, card, container, heading, open_url, size_of, text
from cards.digest_activity import Detail, activity_block
from cards.digest_blocks import section_blocks
from cards.verbs import Verb, button
from cards.words_of_time import moment_words, period_words
from scheduler.digests import ActivityDigest, Digest

ROOM_FOR_FRAME = 4_000
DIGESTS = "/council"
"""The page of all that a body was told, and of what it would be told now."""

DETAILS = (Detail(12, 12, 20, 600), Detail(12, 8, 12, 120), Detail(8, 4, 8, 80), Detail(4, 2, 4, 60))


def digest_card(
    digest: Digest,
    *,
    preview: bool,
    part: int = 0,
    others: bool = False,
    changed: int = 0,
    page: str = "",
    web: bool = False,
) -> Card:
    """As much as one card has room for; `part` counts from 0, and the nearest there is is shown.

    `others` offers the reader's other digests; `changed` is how many of the counted answers are others by now.
    `web` offers the way to the reader's own pages.
    """
    parts = _parts(digest)
    index = min(max(part, 0), len(parts) - 1)
    return card(
        [*_head(digest, preview=preview, changed=changed), *_part_note(index, len(parts)), *parts[index]],
        fallback=phrases_digest.fallback(digest.title, digest.answered, digest.expected),
        actions=[
            *([open_url(phrases_digest.TO_PAGE, page)] if page else ()),
            *([button(phrases_web.TO_WEB, Verb.WEB, {"page": DIGESTS})] if web else ()),
            *_actions(digest, index, len(parts), preview=preview),
            *([button(phrases_digest.OTHERS, Verb.DIGESTS)] if others else ()),
        ],
    )


def council_page(public_url: str, digest_id: int) -> str:
    """Where a frozen digest can be followed down to its answers; empty where nothing is served."""
    return f"{public_url}{DIGESTS}/{digest_id}" if public_url else ""


def _head(digest: Digest, *, preview: bool, changed: int) -> Iterator[Element]:
    if preview:
        yield container([text(phrases_digest.PREVIEW)], style="accent")
    yield heading(digest.title)
    about = phrases_digest.places(digest.scope) if digest.scope else digest.audience or digest.body_name
    yield text(phrases_digest.subtitle(about, period_words(digest.period)), subtle=True, spacing="None")
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
    if changed:
        yield text(phrases_digest.have_changed(changed), size="Small", spacing="None")


def _part_note(index: int, of: int) -> Iterator[Element]:
    if of > 1:
        yield text(phrases_digest.part_of(index + 1, of), size="Small", subtle=True)


def _parts(digest: Digest) -> list[list[Element]]:
    """The sections and then the activities dealt out in order, each part small enough for one card."""
    parts: list[list[Element]] = [[]]
    room = LARGEST_CARD - ROOM_FOR_FRAME
    used = 0
    for shown in _blocks(digest, room):
        if used + size_of(shown) > room and parts[-1]:
            parts.append([])
            used = 0
        parts[-1].append(shown)
        used += size_of(shown)
    return parts


def _blocks(digest: Digest, room: int) -> Iterator[Element]:
    yield from section_blocks(digest)
    for number, activity in enumerate(digest.activities):
        yield _fitting(activity, number, room, digest.few)


def _fitting(activity: ActivityDigest, number: int, room: int, few: int) -> Element:
    drawn = [activity_block(activity, number, detail, few=few) for detail in DETAILS]
    return next((shown for shown in drawn if size_of(shown) <= room), drawn[-1])


def _actions(digest: Digest, index: int, of: int, *, preview: bool) -> list[Element]:
    ways = ((index - 1, phrases_digest.EARLIER), (index + 1, phrases_digest.LATER))
    turn = [
        button(title, Verb.DIGEST, {"key": digest.key, "cut_off": digest.cut_off.isoformat(), "part": part})
        for part, title in ways
        if 0 <= part < of
    ]
    return [*turn, button(phrases.TO_WHEEL, Verb.WHEEL)] if preview else turn
