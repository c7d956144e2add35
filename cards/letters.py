"""What those who have no Teams read: a letter in plain text and as a simple page, with one link and no answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cards import phrases, phrases_mail, phrases_pulse, phrases_recall
from cards.adaptive import Card
from cards.pages import environment
from cards.pulse_block import bad_news
from cards.task_cards import GROUPS, first_name
from cards.task_rows import REMARKS, place_words
from cards.words_of_time import deadline_words
from scheduler.usecases.dispatching import Daily

MOST_TOLD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """The same under every letter: the link, which works once, and where to get another."""

    link: str
    ask: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its tasks, each as its lines."""

    title: str
    tasks: tuple[tuple[str, ...], ...]


def daily_letter(daily: Daily, name: str, footing: Footing) -> Card:
    count = len(daily.tasks)
    lines = [phrases.daily_catch_up(count) if daily.is_catch_up else phrases.daily_intro(count)] if count else []
    if daily.pulse is not None:
        lines.append(phrases_pulse.fallback(bad_news(daily.pulse)))
    rest = [phrases.and_more(count - MOST_TOLD)] if count > MOST_TOLD else []
    if daily.others:
        rest.append(phrases.daily_others(daily.others))
    subject = phrases_mail.daily_subject(count) if count else phrases_mail.PULSE_SUBJECT
    return _letter(subject, name, lines, footing, parts=tuple(_parts(daily)), rest=rest)


def _parts(daily: Daily) -> Iterator[Part]:
    for urgency, title in GROUPS.items():
        group = [task for task in daily.tasks[:MOST_TOLD] if task.urgency(daily.today) is urgency]
        told = (
            (task.title, place_words(task), deadline_words(task, daily.today), REMARKS.get(task.state, ""))
            for task in group
        )
        if group:
            yield Part(title, tuple(tuple(filter(None, lines)) for lines in told))


def asked_letter(name: str, footing: Footing) -> Card:
    """For one who asked for a new link."""
    lines = [phrases_mail.ASKED_TEXT]
    return _letter(phrases_mail.ASKED_SUBJECT, name, lines, footing, rest=[phrases_mail.NOT_ASKED])


def recalled_letter(because: str, name: str, footing: Footing) -> Card:
    """`because` is the administrator's own words."""
    lines = [phrases_recall.TITLE_IN_CHAT, because, phrases_recall.IN_CHAT]
    return _letter(phrases_mail.RECALLED_SUBJECT, name, lines, footing)


def _letter(
    subject: str,
    name: str,
    lines: Iterable[str],
    footing: Footing,
    *,
    parts: tuple[Part, ...] = (),
    rest: Iterable[str] = (),
) -> Card:
    values = {
        "greeting": phrases.hello(first_name(name)),
        "lines": tuple(lines),
        "parts": parts,
        "rest": tuple(rest),
        "footing": footing,
        "why_you": phrases_mail.why_you(footing.municipality),
        "say": phrases_mail,
        "subject": subject,
    }
    as_text, as_page = (environment().get_template(f"letter.{kind}").render(values) for kind in ("txt", "html"))
    return {"subject": subject, "text": as_text, "html": as_page}
