"""A claimed message as a letter, with a link of its own each time that it is written."""

from bot.channel import Card
from bot.service import Service
from cards.letters import Footing, asked_letter, daily_letter, recalled_letter
from cards.open_pages import ASK_PATH
from scheduler.organisation import Person
from scheduler.outbox import Message
from scheduler.ports import UnitOfWork
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.recalling import TakenBack
from scheduler.usecases.signing_in import HOME, MAILED_CODE_LASTS, issue_code


def letter_of(uow: UnitOfWork, service: Service, message: Message, said: Daily | TakenBack, person: Person) -> Card:
    """Its key is the message's own, so that what is sent again can be told as the same."""
    footing = _footing(uow, service, person)
    if isinstance(said, Daily):
        letter = daily_letter(said, person.name, footing)
    else:
        letter = recalled_letter(said.why.because, person.name, footing)
    return {**letter, "key": message.dedupe_key.replace(":", ".")}


def letter_with_link(uow: UnitOfWork, service: Service, person: Person) -> Card:
    """For one who asked for it; each is a letter of its own."""
    key = f"link.{service.tokens.new()}"
    return {**asked_letter(person.name, _footing(uow, service, person)), "key": key}


def _footing(uow: UnitOfWork, service: Service, person: Person) -> Footing:
    now = service.system_clock.now()
    code = issue_code(uow, service.tokens, person, target=HOME, lasts=MAILED_CODE_LASTS, now=now)
    return Footing(
        link=f"{service.public_url}/open/{code}",
        ask=f"{service.public_url}{ASK_PATH}",
        municipality=uow.municipalities.get(person.municipality_id).name,
    )
