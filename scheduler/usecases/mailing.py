"""Who is written to by mail: those who hold a role, have an address and no Entra id, and therefore no Teams."""

from datetime import date, datetime, timedelta

from scheduler.organisation import Person
from scheduler.ports import Store, UnitOfWork
from scheduler.ports_sending import BY_MAIL, Reference

BETWEEN_LINKS, A_DAY = timedelta(minutes=5), timedelta(days=1)
LINKS_A_DAY = 6


def keep_mail_addresses(store: Store, municipality_id: int, today: date, *, writes_mail: bool) -> None:
    """Addresses for those who have none and need one, and none where mail is not sent or Teams has come.

    Most times there is nothing to do, and nothing is written.
    """
    with store.read() as uow:
        wanting = uow.references.without_teams(municipality_id, today) if writes_mail else ()
        needless = uow.references.needless_mail(municipality_id, is_sent=writes_mail)
    if not wanting and not needless:
        return
    with store.write() as uow:
        for person_id in needless:
            uow.references.forget_person(person_id)
        for person in wanting:
            uow.references.remember(mail_address(person))


def mail_address(person: Person) -> Reference:
    """Paced apart from every tenant's messages."""
    return Reference(
        municipality_id=person.municipality_id,
        service_url="",
        conversation_id=person.email,
        tenant_id=BY_MAIL,
        channel_id=BY_MAIL,
        bot_id="",
        person_id=person.id,
    )


def may_have_a_link(uow: UnitOfWork, person: Person, *, now: datetime, today: date) -> bool:
    """Whether one who asks by mail gets a link there: not whoever has Teams, and not so often that it fills a box."""
    if person.entra_object_id or not uow.people.roles_of(person.id, today):
        return False
    made = uow.access.codes_since(person.id, now - A_DAY)
    return len(made) < LINKS_A_DAY and not any(one > now - BETWEEN_LINKS for one in made)
