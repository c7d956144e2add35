"""From the chat to the browser: a link of its own each time that one asks for it."""

from bot.channel import Card
from bot.chat.visit import NO_NUMBER, Visit
from cards.digest_card import DIGESTS
from cards.web_card import web_card
from cards.web_form import task_path
from scheduler.usecases.signing_in import CHAT_CODE_LASTS, HOME, issue_code


def open_web(visit: Visit) -> Card:
    """To the task that the card was about, or the digests, else to all tasks; whose it is, is asked with the page."""
    service, task = visit.service, visit.number("task")
    others = DIGESTS if visit.text("page") == DIGESTS else HOME
    target = others if task == NO_NUMBER else task_path(task)
    with service.store.write() as uow:
        now = service.system_clock.now()
        code = issue_code(uow, service.tokens, visit.person, target=target, lasts=CHAT_CODE_LASTS, now=now)
    return web_card(f"{service.public_url}/open/{code}", task=None if task == NO_NUMBER else task)
