"""The wheel as a picture in the chat, its numbers in words below it, and a way to the page."""

from collections.abc import Iterable, Sequence

from cards import phrases
from cards.adaptive import Card, Element, buttons, card, facts, fitted, heading, image, open_url, text
from cards.phrases_wheel import STATUSES, short_time, status_in_words
from cards.verbs import SIGHT_INPUT, Verb, button
from cards.wheel_marks import NumberedMark, WheelMark, numbered

MOST_LISTED = (40, 20, 10)


def wheel_card(
    image_url: str,
    page_url: str,
    *,
    year: int,
    marks: Iterable[WheelMark],
    alt_text: str,
    example: bool,
    sights: Sequence[tuple[str, str]] = (),
    sight: str = "",
) -> Card:
    """`image_url` is the disc alone: the numbers on it are those of the list.

    `sights` are whose years may be shown, each with its name for people; `sight` is the one that is.
    """
    entries = numbered(marks, year)
    title = phrases.wheel_title(year)
    top = [heading(title), *_choice(sights, sight), image(image_url, alt=alt_text, link=page_url)]
    end = [text(phrases.WHEEL_EXAMPLE, size="Small", subtle=True)] if example else []
    return fitted(
        card(
            [*top, *_listed(entries, year, most=most), *end],
            fallback=alt_text,
            actions=[open_url(phrases.WHEEL_OPEN, page_url), button(phrases.TO_TASKS, Verb.TASKS, with_inputs=False)],
        )
        for most in MOST_LISTED
    )


def _choice(sights: Sequence[tuple[str, str]], sight: str) -> Iterable[Element]:
    """Nothing where there is no choice; a button of its own, for a card is not told when a choice is made."""
    if len(sights) < 2:
        return
    yield {
        "type": "Input.ChoiceSet",
        "id": SIGHT_INPUT,
        "label": phrases.WHEEL_WHOSE,
        "style": "compact",
        "value": sight,
        "choices": [{"title": name, "value": value} for value, name in sights],
    }
    yield buttons([button(phrases.WHEEL_SHOW, Verb.WHEEL)])


def _listed(entries: Sequence[NumberedMark], year: int, *, most: int) -> Iterable[dict[str, object]]:
    if entries:
        yield facts((str(entry.number), _line(entry.mark, year)) for entry in entries[:most])
    if len(entries) > most:
        yield text(phrases.and_more(len(entries) - most), subtle=True)


def _line(mark: WheelMark, year: int) -> str:
    status = status_in_words(mark) if mark.done else STATUSES[mark.status]
    return phrases.wheel_line(mark.title, short_time(mark, year), status)
