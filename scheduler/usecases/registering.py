"""What an administrator enters about people and units, each written down in the audit log."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from scheduler.audit import AuditEntry, By, Deed, Thing
from scheduler.organisation import RoleHolding, Subject
from scheduler.people_file import PeopleRow
from scheduler.ports import UnitOfWork

Key: TypeAlias = tuple[int, str, Subject, date]


def import_people(uow: UnitOfWork, municipality_id: int, rows: Sequence[PeopleRow], *, by: By) -> None:
    """The rows laid over what is there; the log tells how many there were, and what became of the roles."""
    before = _by_key(uow.people.holdings(municipality_id))
    uow.people.import_rows(municipality_id, rows)
    changes = _changes(before, uow.people.holdings(municipality_id), by)
    uow.audit.append(by.did(Deed.IMPORTED, Thing.PEOPLE, after=str(len(rows))), *changes)


def open_unit(uow: UnitOfWork, municipality_id: int, unit_id: int, *, on: date, by: By) -> None:
    uow.people.open_unit(municipality_id, unit_id, on=on)
    uow.audit.append(by.did(Deed.UNIT_OPENED, Thing.UNIT, unit_id, after=on.isoformat()))


def close_unit(uow: UnitOfWork, municipality_id: int, unit_id: int, *, on: date, into: int | None, by: By) -> None:
    uow.people.close_unit(municipality_id, unit_id, on=on, into=into)
    after = on.isoformat() if into is None else f"{on.isoformat()} {into}"
    uow.audit.append(by.did(Deed.CLOSED, Thing.UNIT, unit_id, after=after))


def _by_key(held: Sequence[tuple[int, RoleHolding]]) -> Mapping[Key, RoleHolding]:
    return {(person_id, one.role, one.subject, one.since): one for person_id, one in held}


def _changes(
    before: Mapping[Key, RoleHolding], after: Sequence[tuple[int, RoleHolding]], by: By
) -> Iterator[AuditEntry]:
    for key, one in _by_key(after).items():
        was = before.get(key)
        if was != one:
            deed = Deed.ROLE_BEGAN if was is None else Deed.ROLE_CHANGED
            words = holding_words(was) if was else ""
            yield by.did(deed, Thing.PERSON, key[0], before=words, after=holding_words(one))


def holding_words(one: RoleHolding) -> str:
    """The role, its place and its days."""
    days = f"{one.since.isoformat()}/{one.until.isoformat() if one.until else ''}"
    return f"{one.role} {one.subject.level} {one.subject.id} {days}"
