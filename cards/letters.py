"""What those who have no Teams read: a letter in plain text and as a simple page, with one link and no answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cards import (
    phrases,
    phrases_actions,
    phrases_digest,
    phrases_mail,
    phrases_people,
    phrases_pulse,
    phrases_recall,
)
from cards.action_rows import when_words
from cards.adaptive import Card
from cards.beside_block import beside_fallback
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
    lines, parts = list(_lines(daily)), tuple(_parts(daily))
    rest = [phrases.and_more(count - MOST_TOLD)] if count > MOST_TOLD else []
    if daily.others:
        rest.append(phrases.daily_others(daily.others))
    if daily.actions:
        rest.append(phrases_mail.actions_in_teams(footing.municipality))
    if not lines and not parts:
        lines.append(phrases_mail.NEWS_TEXT)
    return _letter(_subject(daily), name, lines, footing, parts=parts, rest=rest)


def _subject(daily: Daily) -> str:
    """By what asks for most."""
    if daily.tasks:
        return phrases_mail.daily_subject(len(daily.tasks))
    if daily.actions:
        return phrases_mail.actions_subject(len(daily.actions))
    return phrases_mail.NEWS_SUBJECT if daily.pulse is None else phrases_mail.PULSE_SUBJECT


def _lines(daily: Daily) -> Iterator[str]:
    count, news = len(daily.tasks), daily.news
    if news.taken_over is not None:
        yield phrases_people.taken_over(list(news.taken_over.former), news.taken_over.tasks, news.taken_over.late)
    if count:
        yield phrases.daily_catch_up(count) if daily.is_catch_up else phrases.daily_intro(count)
    for one in news.given_back:
        yield phrases_people.given_back(one.task.title, place_words(one.task), one.receiver)
    if daily.beside:
        yield beside_fallback(daily.beside)
    if daily.digests:
        yield phrases_digest.have_come(len(daily.digests))
    if daily.pulse is not None:
        yield phrases_pulse.fallback(bad_news(daily.pulse))


def _parts(daily: Daily) -> Iterator[Part]:
    """Of an action no more than what it came from: what it says was an answer."""
    for urgency, title in GROUPS.items():
        group = [task for task in daily.tasks[:MOST_TOLD] if task.urgency(daily.today) is urgency]
        told = (
            (task.title, place_words(task), deadline_words(task, daily.today), REMARKS.get(task.state, ""))
            for task in group
        )
        if group:
            yield Part(title, tuple(tuple(filter(None, lines)) for lines in told))
    if daily.actions:
        asked = daily.actions[:MOST_TOLD]
        rows = ((one.action.title, one.action.place, when_words(one, daily.today)) for one in asked)
        yield Part(phrases_actions.TITLE, tuple(rows))


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
