"""What a person has to do: the list asked for, and the day's gathered message."""

from collections.abc import Iterator

from cards import phrases, phrases_actions, phrases_digest, phrases_pulse, phrases_web
from cards import phrases_people as say
from cards.action_rows import action_block
from cards.adaptive import Card, Element, buttons, card, container, fitted, heading, text
from cards.beside_block import beside_blocks, beside_fallback
from cards.digest_choice import digest_lines
from cards.news_block import given_back_rows, ruled_rows, taken_over_block, wish_rows
from cards.pulse_block import bad_news, pulse_block
from cards.task_rows import grouped_rows, secondary, upcoming_line, waiting_rows
from cards.verbs import Verb, button
from scheduler.assignments import Urgency
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.hearing import NOTHING, Beside
from scheduler.usecases.tasks import TaskList

MOST_LISTED = (24, 20, 16, 12, 8, 4, 1)
MOST_TOLD = (8, 6, 4, 2, 1)
GROUPS = {Urgency.LATE: phrases.LATE, Urgency.NEAR: phrases.NEAR, Urgency.OPEN: phrases.OPEN}


def task_list_card(
    tasks: TaskList,
    name: str,
    *,
    reads_digests: bool = False,
    may_start: bool = False,
    web: bool = False,
    beside: Beside = NOTHING,
) -> Card:
    fallback = phrases.tasks_fallback(len(tasks.open)) if tasks.open else phrases.TASKS_EMPTY
    actions = [
        *([button(phrases.TO_START, Verb.STARTABLE)] if may_start else ()),
        button(phrases_actions.TITLE, Verb.ACTIONS),
        button(phrases.TO_WHEEL, Verb.WHEEL),
        button(phrases.TO_CALENDAR, Verb.CALENDAR),
        *([button(phrases.TO_DIGEST, Verb.DIGEST)] if reads_digests else ()),
        *([button(phrases_web.TO_WEB, Verb.WEB)] if web else ()),
        secondary(button(say.TO_ABSENCE, Verb.ABSENCE)),
    ]
    return fitted(
        card(_listed(tasks, name, beside, most=most), fallback=fallback, actions=actions) for most in MOST_LISTED
    )


def daily_card(daily: Daily, name: str) -> Card:
    """`name` is the whole name; the person is greeted by the first of it."""
    return fitted(card(_told(daily, name, most=most), fallback=_daily_fallback(daily)) for most in MOST_TOLD)


def first_name(name: str) -> str:
    return name.strip().partition(" ")[0]


def _listed(tasks: TaskList, name: str, beside: Beside, *, most: int) -> Iterator[Element]:
    yield from _listed_tasks(tasks, name, most=most)
    yield from beside_blocks(beside, tasks.today, most=most)
    yield from wish_rows(tasks.to_rule)
    yield from ruled_rows(tasks.ruled)
    yield from waiting_rows(tasks.waiting, most=most)
    if tasks.upcoming:
        lines = [upcoming_line(task) for task in tasks.upcoming]
        yield container([text(phrases.UPCOMING, bold=True), *lines], separator=True, spacing="Medium")
    if tasks.done:
        yield text(phrases.tasks_done(tasks.done), size="Small", subtle=True)


def _listed_tasks(tasks: TaskList, name: str, *, most: int) -> Iterator[Element]:
    if not tasks.open:
        yield heading(phrases.tasks_empty_title(first_name(name)))
        yield text(phrases.TASKS_EMPTY)
    else:
        yield heading(phrases.tasks_title(first_name(name)))
        yield text(counted(tasks), subtle=True, spacing="None")
        if tasks.away is not None:
            yield container([text(say.you_are_away(tasks.away.until))], style="accent")
        yield from grouped_rows(tasks.open, tasks.today, titles=GROUPS, most=most, remarks=tasks.remarks)
    if len(tasks.open) > most:
        yield text(phrases.more_tasks(len(tasks.open) - most), subtle=True)


def counted(tasks: TaskList) -> str:
    urgencies = [task.urgency(tasks.today) for task in tasks.open]
    return phrases.tasks_counted(*(urgencies.count(urgency) for urgency in Urgency))


def _told(daily: Daily, name: str, *, most: int) -> Iterator[Element]:
    yield heading(phrases.hello(first_name(name)))
    if daily.news.is_back:
        yield text(say.WELCOME_BACK, spacing="None")
    if daily.news.taken_over is not None:
        yield taken_over_block(daily.news.taken_over)
    if daily.tasks:
        yield from _tasks_told(daily, most=most)
    if daily.actions:
        yield action_block(daily.actions, daily.today, most=most)
    yield from beside_blocks(daily.beside, daily.today, most=most)
    yield from wish_rows(daily.news.to_rule)
    yield from ruled_rows(daily.news.ruled)
    yield from given_back_rows(daily.news.given_back)
    if daily.digests:
        yield digest_lines(daily.digests)
    if daily.pulse is not None:
        yield pulse_block(daily.pulse, daily.today)


def _daily_fallback(daily: Daily) -> str:
    if daily.actions and not daily.tasks:
        return phrases_actions.fallback(len(daily.actions))
    if daily.digests and not daily.tasks:
        return phrases_digest.have_come(len(daily.digests))
    if not daily.tasks and daily.news.is_worth_a_message:
        return say.news_fallback()
    if daily.tasks or (daily.pulse is None and not daily.beside):
        return phrases.daily_fallback(len(daily.tasks))
    if daily.pulse is None:
        return beside_fallback(daily.beside)
    return phrases_pulse.fallback(bad_news(daily.pulse))


def _tasks_told(daily: Daily, *, most: int) -> Iterator[Element]:
    count = len(daily.tasks)
    yield text(_intro(daily, count), spacing="None")
    yield from grouped_rows(daily.tasks, daily.today, titles=GROUPS, most=most, remarks=daily.remarks)
    if count > most:
        yield text(phrases.and_more(count - most), subtle=True)
    if daily.others:
        yield text(phrases.daily_others(daily.others), size="Small", subtle=True)
    if daily.others or count > most:
        yield buttons([button(phrases.MY_TASKS, Verb.TASKS)])


def _intro(daily: Daily, count: int) -> str:
    """Whoever was away themselves needs no excuse for the silence."""
    if daily.news.is_back and daily.is_catch_up:
        return say.gathered(count)
    return phrases.daily_catch_up(count) if daily.is_catch_up else phrases.daily_intro(count)
