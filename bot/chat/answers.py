"""What each button and word of the chat leads to: one small function each, gathered in a table."""

from collections.abc import Mapping, Sequence

from bot.channel import Card
from bot.chat import several
from bot.chat.actions import ACTION_ANSWERS
from bot.chat.people import PEOPLE_ANSWERS
from bot.chat.reviews import open_answer, save_review, show_reviews
from bot.chat.visit import NO_NUMBER, Answer, Visit
from bot.chat.web import open_web
from cards import phrases_start
from cards.calendar_card import calendar_card
from cards.digest_card import digest_card
from cards.digest_choice import digest_choice_card
from cards.form_card import form_card
from cards.greeting_cards import help_card
from cards.notice_cards import calendars_closed_card, no_digest_card
from cards.phrases_feed import OWN_FEED, sight_name, wheel_title
from cards.receipt_card import receipt_card
from cards.refused_card import refused_card
from cards.start_card import Choice, already_started_card, chosen_in, start_card
from cards.subscribing import Address
from cards.task_cards import task_list_card
from cards.verbs import ACTIVITY_INPUT, PLACE_INPUT, SIGHT_INPUT, Verb, typed_from
from cards.wheel_card import wheel_card
from cards.wheel_status import marks_of
from scheduler.usecases.answering import open_form, save_page
from scheduler.usecases.beginning import start_task
from scheduler.usecases.councils import bodies_of, digest_for, offered_to
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.feeds import (
    CHAT_FEED,
    assignments_in,
    create_feed,
    create_picture,
    replace_feed,
    revoke_feeds_of,
)
from scheduler.usecases.hearing import beside_tasks
from scheduler.usecases.outcomes import FormPage, Notice, Outcome, Receipt
from scheduler.usecases.sights import OWN, sights_of
from scheduler.usecases.starting import Startable, startable_by
from scheduler.usecases.tasks import task_list

LONGEST_TOKEN = 64


def show_tasks(visit: Visit) -> Card:
    """Words typed on a form that one leaves are saved first; where they can't be, the form stays."""
    unsaved = _save_before_leaving(visit)
    if unsaved is not None:
        return unsaved
    wheel = visit.service.content.wheel
    with visit.service.store.read() as uow:
        tasks = task_list(uow, wheel, visit.person, visit.today)
        digests = offered_to(uow, wheel, visit.person, visit.now)
        offered = startable_by(uow, wheel, visit.person, visit.today)
        beside = beside_tasks(uow, visit.service.content, visit.person, visit.today)
    if tasks.ruled:
        with visit.service.store.write() as uow:
            uow.more_times.mark_heard([one.wish.id for one in tasks.ruled], at=visit.by.at)
    may = {"reads_digests": bool(digests), "may_start": bool(offered), "web": visit.has_pages}
    return task_list_card(tasks, visit.person.name, beside=beside, **may)


def _save_before_leaving(visit: Visit) -> Card | None:
    saving = saving_in(visit)
    if saving.assignment_id == NO_NUMBER or not any(saving.typed.values()):
        return None
    outcome = saved(visit, saving)
    if isinstance(outcome, FormPage) and not outcome.objections and outcome.notice is not Notice.STALE:
        return None
    return outcome_card(outcome, web=visit.has_pages)


def show_help(visit: Visit) -> Card:
    return help_card(demo=False)


def open_task(visit: Visit) -> Card:
    return opened(visit, visit.number("task"))


def opened(visit: Visit, task: int) -> Card:
    service = visit.service
    outcome = open_form(
        service.store, service.content, visit.person, task, now=visit.now, tokens=service.tokens, by=visit.by
    )
    return outcome_card(outcome, web=visit.has_pages)


def show_startable(visit: Visit) -> Card:
    return start_card(startable(visit))


def startable(visit: Visit) -> Sequence[Startable]:
    with visit.service.store.read() as uow:
        return startable_by(uow, visit.service.content.wheel, visit.person, visit.today)


def begin_task(visit: Visit) -> Card:
    """The form of what was begun; the task list where even that has to wait for others."""
    service, offered = visit.service, startable(visit)
    meant = chosen_in(offered, visit.text(ACTIVITY_INPUT), visit.text(PLACE_INPUT))
    if isinstance(meant, Choice):
        return start_card(offered, meant)
    key, subject = meant.activity.key, meant.subject
    started = start_task(service.store, service.content.wheel, visit.person, key, subject, now=visit.now, by=visit.by)
    if started is None:
        return start_card(offered, Choice(note=phrases_start.NOT_YOURS))
    if not started.is_new:
        return already_started_card(started.task)
    return opened(visit, started.task.id) if started.task.is_answerable else show_tasks(visit)


def save_step(visit: Visit) -> Card:
    return outcome_card(saved(visit, saving_in(visit)), web=visit.has_pages)


def saved(visit: Visit, saving: Saving) -> Outcome:
    service = visit.service
    return save_page(
        service.store, service.content, visit.person, saving, now=visit.now, tokens=service.tokens, by=visit.by
    )


def saving_in(visit: Visit) -> Saving:
    """What the card sent, read as a hint: an unknown move saves and stays on the way forward."""
    move = visit.text("move")
    return Saving(
        assignment_id=visit.number("task"),
        step=visit.number("step"),
        item=visit.number("item"),
        draft_version=visit.number("version"),
        token=visit.text("token")[:LONGEST_TOKEN],
        move=Move(move) if move in set(Move) else Move.NEXT,
        typed=typed_from(visit.data),
    )


def outcome_card(outcome: Outcome, *, web: bool) -> Card:
    if isinstance(outcome, FormPage):
        return form_card(outcome, web=web)
    return receipt_card(outcome) if isinstance(outcome, Receipt) else refused_card(outcome)


def show_digest(visit: Visit) -> Card:
    """Whoever speaks for several bodies, or holds several roles that are told something, chooses first."""
    service, key = visit.service, visit.text("key")
    with service.store.read() as uow:
        offered = offered_to(uow, service.content.wheel, visit.person, visit.now)
        if not key and len({one.receiver for one in offered}) > 1:
            return digest_choice_card(offered)
        digest = digest_for(uow, service.content, visit.person, visit.now, key=key)
        bodies = {body.key for body in bodies_of(uow, service.content.wheel, visit.person, visit.now)}
    if digest is None:
        return digest_choice_card(offered) if offered else no_digest_card()
    web = visit.has_pages and digest.body in bodies
    return digest_card(digest, preview=True, part=visit.number("part"), others=len(offered) > 1, web=web)


def choose_digest(visit: Visit) -> Card:
    with visit.service.store.read() as uow:
        offered = offered_to(uow, visit.service.content.wheel, visit.person, visit.now)
    return digest_choice_card(offered) if offered else no_digest_card()


def show_wheel(visit: Visit) -> Card:
    service, year = visit.service, visit.today.year
    wheel = service.content.wheel
    with service.store.write() as uow:
        sights = sights_of(uow, visit.person.id, visit.person.municipality_id, visit.today)
        sight = visit.text(SIGHT_INPUT) if visit.text(SIGHT_INPUT) in sights else OWN
        picture = create_picture(uow, service.tokens, visit.person, visit.today, by=visit.by, sight=sight)
    with service.store.read() as uow:
        assignments = list(assignments_in(uow, wheel, picture.feed, visit.today))
    page = f"{service.public_url}/wheel/{picture.token}"
    return wheel_card(
        f"{page}.png",
        page,
        year=year,
        marks=marks_of(wheel, year, assignments=assignments, today=visit.today),
        alt_text=wheel_title(sight_name(sight, wheel) or visit.person.name, year),
        sights=[(one, sight_name(one, wheel) or OWN_FEED) for one in sights],
        sight=sight,
        example=wheel.local is not None and wheel.local.example,
    )


def show_calendar(visit: Visit) -> Card:
    """The address is told once; whoever has one already is offered a new one."""
    person, tokens = visit.person, visit.service.tokens
    with visit.service.store.write() as uow:
        had = uow.feeds.of_person(person.id, scope=OWN, name=CHAT_FEED)
        if had:
            return calendar_card(None, created_on=had[0].created_on)
        new = create_feed(uow, tokens, person, scope=OWN, name=CHAT_FEED, today=visit.today, by=visit.by)
    return address_card(visit, new.token)


def renew_calendar(visit: Visit) -> Card:
    person, tokens = visit.person, visit.service.tokens
    with visit.service.store.write() as uow:
        new = replace_feed(uow, tokens, person, scope=OWN, name=CHAT_FEED, today=visit.today, by=visit.by)
    return address_card(visit, new.token)


def close_calendars(visit: Visit) -> Card:
    with visit.service.store.write() as uow:
        closed = revoke_feeds_of(uow, visit.person, visit.today, by=visit.by)
    return calendars_closed_card(closed)


def address_card(visit: Visit, token: str) -> Card:
    return calendar_card(Address(f"{visit.service.public_url}/calendar/{token}.ics"))


ANSWERS: Mapping[Verb, Answer] = {
    Verb.TASKS: show_tasks,
    Verb.OPEN: open_task,
    Verb.SAVE: save_step,
    Verb.STARTABLE: show_startable,
    Verb.START: begin_task,
    Verb.DIGEST: show_digest,
    Verb.DIGESTS: choose_digest,
    Verb.WHEEL: show_wheel,
    Verb.CALENDAR: show_calendar,
    Verb.CALENDAR_RENEW: renew_calendar,
    Verb.CALENDAR_CLOSE: close_calendars,
    Verb.REVIEWS: show_reviews,
    Verb.REVIEW_OPEN: open_answer,
    Verb.REVIEW_SAVE: save_review,
    Verb.HELP: show_help,
    Verb.WEB: lambda visit: _save_before_leaving(visit) or open_web(visit),
    Verb.SHARE: several.share,
    Verb.HAND_IN_SEVERAL: several.hand_in,
    Verb.CLIENT_MATTER: several.show_client_matter,
    **PEOPLE_ANSWERS,
    **ACTION_ANSWERS,
}
