"""Who holds which role where, for all of several roles at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from scheduler.organisation import Subject
from scheduler.ports import UnitOfWork

Holders: TypeAlias = Mapping[tuple[str, Subject | None], Sequence[int]]
"""The ids of persons, in order, by role and the place that it is held for."""


def holders_of(uow: UnitOfWork, municipality_id: int, roles: Collection[str], on: date) -> Holders:
    """Those who hold one of the roles that day."""
    found: dict[tuple[str, Subject | None], set[int]] = {}
    for person_id, holding in uow.people.holdings(municipality_id):
        if holding.role in roles and holding.holds_on(on):
            found.setdefault((holding.role, holding.subject), set()).add(person_id)
    return {key: sorted(persons) for key, persons in found.items()}
