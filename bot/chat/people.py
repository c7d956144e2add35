"""The chat's answers about people over time: absence, seen, later, somebody else, more time."""

from collections.abc import Mapping

from bot.channel import Card
from bot.chat.visit import Answer, Visit
from cards import phrases_people as say
from cards import verbs
from cards.absence_card import Typed, absence_card, absence_ended_card, absence_entered_card
from cards.more_card import GIVE, LATER, TIME, Complaint, MoreTyped, done_card, more_card
from cards.verbs import Verb
from cards.wish_card import not_ruled_card, ruled_already_card, ruled_card, wish_card, wish_gone_card
from cards.words_of_time import day_words
from scheduler.forms import iso_day
from scheduler.organisation import Person
from scheduler.ports import UnitOfWork
from scheduler.usecases.absences import (
    Away,
    Denied,
    Entered,
    Obstacle,
    back_today,
    enter_absence,
    found_by,
    obstacles_to,
    sensible_for,
)
from scheduler.usecases.delegating import Given, NotGiven, give_task, take_task_back
from scheduler.usecases.giving_time import Asked, NotAsked, NotRuled, Ruled, Wish, ask_for_time, rule_on, wish_for
from scheduler.usecases.quieting import PutOff, Refusal, mark_seen, put_off
from scheduler.usecases.reaching import Attempt, Unreachable
from scheduler.usecases.tasks import TaskAlone, task_alone

LONGEST_TYPED = 4000


def typed_in(visit: Visit, name: str) -> str:
    """The field as it was sent; nothing for nobody chosen."""
    value = visit.text(name)[:LONGEST_TYPED]
    return "" if value in ("None", verbs.NO_ANSWER) else value


def show_absence(visit: Visit) -> Card:
    return _absence(visit)


def _absence(visit: Visit, typed: Typed | None = None, denied: Denied | None = None) -> Card:
    with visit.service.store.read() as uow:
        choices = sensible_for(uow, visit.person, visit.today)
        known = uow.absences.of_persons([visit.person.id], since=visit.today)
        names = {one.id: one.name for one in uow.people.everyone(visit.person.municipality_id)}
    told = [(one, names.get(one.stand_in_id or 0, "")) for one in known]
    return absence_card(choices, told, typed or Typed(), denied)


def save_absence(visit: Visit) -> Card:
    typed = Typed(
        since=typed_in(visit, verbs.SINCE_INPUT),
        until=typed_in(visit, verbs.UNTIL_INPUT),
        chosen=typed_in(visit, verbs.STAND_IN_INPUT),
        typed=typed_in(visit, verbs.STAND_IN_TYPED),
    )
    with visit.service.store.write() as uow:
        done = _entered(visit, uow, typed)
    return absence_entered_card(done) if isinstance(done, Entered) else _absence(visit, typed, done)


def _entered(visit: Visit, uow: UnitOfWork, typed: Typed) -> Entered | Denied:
    stand_in = _person_meant(uow, visit.person, typed.chosen, typed.typed)
    away = Away(iso_day(typed.since), iso_day(typed.until), stand_in if isinstance(stand_in, Person) else None)
    if isinstance(stand_in, Obstacle):
        return Denied((*obstacles_to(away, visit.person, visit.today), stand_in))
    return enter_absence(uow, visit.person, away, today=visit.today, by=visit.by)


def _person_meant(uow: UnitOfWork, person: Person, chosen: str, typed: str) -> Person | Obstacle | None:
    """What was typed counts for more than what was chosen before; a number is only a hint."""
    if typed.strip():
        return found_by(uow, person.municipality_id, typed)
    if not chosen:
        return None
    found = uow.people.person(person.municipality_id, int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    return found or Obstacle.NOBODY


def end_absence(visit: Visit) -> Card:
    with visit.service.store.write() as uow:
        known = uow.absences.of_persons([visit.person.id], since=visit.today)
        found = next((one for one in known if one.id == visit.number("absence")), None)
        if found is not None:
            back_today(uow, found, today=visit.today, by=visit.by)
    if found is None:
        return _absence(visit)
    return absence_ended_card(has_begun=found.is_on(visit.today))


def show_more(visit: Visit) -> Card:
    return _more(visit)


def _more(visit: Visit, typed: MoreTyped | None = None, complaint: Complaint | None = None) -> Card:
    with visit.service.store.write() as uow:
        alone = task_alone(_attempt(visit, uow))
        choices = sensible_for(uow, visit.person, visit.today)
    if isinstance(alone, TaskAlone):
        return more_card(alone, choices, typed or MoreTyped(), complaint)
    return unreachable_card(alone)


def _attempt(visit: Visit, uow: UnitOfWork) -> Attempt:
    return Attempt(uow, visit.person, visit.number("task"), visit.now, visit.by)


def unreachable_card(found: Unreachable) -> Card:
    if found.is_answered:
        return done_card(say.ANSWERED_TITLE, [say.ANSWERED_TEXT], found.task)
    return done_card(say.NOT_REACHED_TITLE, [say.NOT_REACHED_TEXT])


def more_typed(visit: Visit) -> MoreTyped:
    return MoreTyped(
        later=typed_in(visit, verbs.LATER_INPUT),
        chosen=typed_in(visit, verbs.GIVE_INPUT),
        typed=typed_in(visit, verbs.GIVE_TYPED),
        wanted=typed_in(visit, verbs.WANTED_INPUT),
        because=typed_in(visit, verbs.BECAUSE_INPUT),
    )


def see_task(visit: Visit) -> Card:
    with visit.service.store.write() as uow:
        done = mark_seen(_attempt(visit, uow))
    if isinstance(done, Unreachable):
        return unreachable_card(done)
    return done_card(say.SEEN_TITLE, [say.SEEN_TEXT], done.task)


def put_task_off(visit: Visit) -> Card:
    typed = more_typed(visit)
    with visit.service.store.write() as uow:
        done = put_off(_attempt(visit, uow), iso_day(typed.later))
    if isinstance(done, PutOff):
        words = [say.later_text(day_words(done.until)), *([say.LATER_STAYS] if done.task.due else ())]
        return done_card(say.LATER_TITLE, words, done.task)
    if isinstance(done, Refusal):
        return _more(visit, typed, Complaint(LATER, (say.PUT_OFF[done.why],)))
    return unreachable_card(done)


def give_away(visit: Visit) -> Card:
    typed = more_typed(visit)
    with visit.service.store.write() as uow:
        receiver = _person_meant(uow, visit.person, typed.chosen, typed.typed)
        done = give_task(_attempt(visit, uow), receiver) if isinstance(receiver, Person) else receiver
    if isinstance(done, Given):
        return done_card(say.GIVE_TITLE, [say.given_text(done.receiver.name)], done.task)
    if isinstance(done, Unreachable):
        return unreachable_card(done)
    return _more(visit, typed, Complaint(GIVE, (_why_not_given(done),)))


def _why_not_given(why: NotGiven | Obstacle | None) -> str:
    if isinstance(why, NotGiven):
        return say.NOT_GIVEN[why]
    return say.OBSTACLES[why] if why is not None else say.NOBODY_CHOSEN


def take_back(visit: Visit) -> Card:
    with visit.service.store.write() as uow:
        done = take_task_back(_attempt(visit, uow))
    if isinstance(done, Unreachable):
        return unreachable_card(done)
    if isinstance(done, NotGiven):
        return _more(visit)
    if done.by_receiver:
        return done_card(say.HANDED_TITLE, [say.handed_text(done.giver)], done.task)
    return done_card(say.TAKEN_TITLE, [say.taken_text(done.receiver)], done.task)


def ask_time(visit: Visit) -> Card:
    typed, wheel = more_typed(visit), visit.service.content.wheel
    with visit.service.store.write() as uow:
        done = ask_for_time(_attempt(visit, uow), wheel, iso_day(typed.wanted), typed.because)
    if isinstance(done, Asked):
        return done_card(say.TIME_TITLE, [say.asked_text(list(done.rulers))], done.task)
    if isinstance(done, NotAsked):
        return _more(visit, typed, Complaint(TIME, tuple(say.NO_TIME[one] for one in done.why)))
    return unreachable_card(done)


def show_wish(visit: Visit) -> Card:
    with visit.service.store.write() as uow:
        found = wish_for(uow, visit.person, visit.number("wish"), visit.today)
    if isinstance(found, Wish):
        return wish_card(found)
    return ruled_already_card(found) if isinstance(found, Ruled) else wish_gone_card()


def rule_wish(visit: Visit) -> Card:
    day, answer = typed_in(visit, verbs.GRANTED_INPUT), typed_in(visit, verbs.ANSWER_INPUT)
    with visit.service.store.write() as uow:
        done = rule_on(
            uow, visit.service.content.wheel, visit.person, visit.number("wish"),
            grants=visit.number("grants") == 1, day=iso_day(day), answer=answer, now=visit.now, by=visit.by,
        )  # fmt: skip
        asker = uow.people.person(visit.person.municipality_id, done.wish.asked_by) if isinstance(done, Ruled) else None
    if isinstance(done, Ruled):
        return ruled_card(done, asker.name if asker else "")
    return not_ruled_card(done, day=day, answer=answer) if isinstance(done, NotRuled) else wish_gone_card()


PEOPLE_ANSWERS: Mapping[Verb, Answer] = {
    Verb.ABSENCE: show_absence,
    Verb.ABSENCE_SAVE: save_absence,
    Verb.ABSENCE_END: end_absence,
    Verb.MORE: show_more,
    Verb.SEEN: see_task,
    Verb.LATER: put_task_off,
    Verb.GIVE: give_away,
    Verb.TAKE_BACK: take_back,
    Verb.TIME_ASK: ask_time,
    Verb.TIME_SHOW: show_wish,
    Verb.TIME_RULE: rule_wish,
}
