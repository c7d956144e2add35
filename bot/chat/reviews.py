"""What the buttons of review lead to: the list, the answer, and the words and the verdict on it."""

from bot.channel import Card
from bot.chat.visit import Visit
from cards.refused_card import refused_card
from cards.review_card import review_card
from cards.review_list_card import judged_card, review_list_card
from cards.verbs import WORDS_INPUT, comments_from
from scheduler.reviews import Verdict
from scheduler.usecases.review_outcomes import Judged, ReviewOutcome, ReviewPage
from scheduler.usecases.reviewing import Judging, judge, open_review, to_judge

LIST = "list"


def show_reviews(visit: Visit) -> Card:
    with visit.service.store.read() as uow:
        waiting = to_judge(uow, visit.service.content.wheel, visit.person, visit.today)
    return review_list_card(waiting, visit.today)


def open_answer(visit: Visit) -> Card:
    service, task = visit.service, visit.number("task")
    outcome = open_review(service.store, service.content, visit.person, task, now=visit.now, by=visit.by)
    return review_outcome_card(outcome, part=0)


def save_review(visit: Visit) -> Card:
    """Where words can't be kept, the card stays, whatever the reviewer was on the way to."""
    service, judging = visit.service, judging_in(visit)
    outcome = judge(service.store, service.content, visit.person, judging, now=visit.now, by=visit.by)
    if isinstance(outcome, ReviewPage) and outcome.notice is None and visit.text("to") == LIST:
        return show_reviews(visit)
    stays = isinstance(outcome, ReviewPage) and outcome.notice is not None
    return review_outcome_card(outcome, part=visit.number("from" if stays else "part"))


def judging_in(visit: Visit) -> Judging:
    """What the card sent, read as a hint: an unknown verdict keeps the words and judges nothing."""
    verdict, words = visit.text("verdict"), visit.data.get(WORDS_INPUT)
    return Judging(
        assignment_id=visit.number("task"),
        revision=visit.number("revision"),
        words=None if words is None else str(words),
        comments=comments_from(visit.data),
        verdict=Verdict(verdict) if verdict in set(Verdict) else None,
    )


def review_outcome_card(outcome: ReviewOutcome, *, part: int) -> Card:
    if isinstance(outcome, ReviewPage):
        return review_card(outcome, part=part)
    return judged_card(outcome) if isinstance(outcome, Judged) else refused_card(outcome)
