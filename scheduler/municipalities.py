"""Which municipality is meant: the app that was spoken to and the tenant of whoever spoke tell it together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.faults import Fault, Problem
from scheduler.organisation import Municipality

KEY_ARGUMENT = "NYCKEL"
KEY = re.compile(r"[a-z][a-z0-9_-]{0,62}")
KEY_EXAMPLE = "kristianstad"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GUID_EXAMPLE = "00000000-0000-0000-0000-000000000000"
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
VARIABLE_EXAMPLE = "KRISTIANSTAD_APP_PASSWORD"


@dataclass(frozen=True, slots=True)
class Reach:
    """By which app, and from which tenants, a municipality is spoken to; all in small letters."""

    app_id: str
    tenants: frozenset[str]

    def shared_with(self, other: "Reach") -> frozenset[str]:
        """The tenants that could mean either of them."""
        return self.tenants & other.tenants if self.app_id == other.app_id else frozenset()


def reach(app_id: str, tenants: Iterable[str]) -> Reach:
    return Reach(app_id.lower(), frozenset(tenant.lower() for tenant in tenants))


def is_reached(municipality: Municipality) -> bool:
    """Whether it has anything of its own by which it could be told from the default municipality."""
    return bool(municipality.app_id or municipality.tenants)


def reach_of(municipality: Municipality, default: Reach) -> Reach:
    """What it does not have of its own is the default municipality's; an app of its own brings its own tenant."""
    own_app = municipality.app_id
    tenants = municipality.tenants or ((municipality.app_tenant_id,) if own_app else default.tenants)
    return reach(own_app or default.app_id, tenants)


def faults_in_municipality(
    new: Municipality, default: Reach, others: Iterable[Municipality], *, default_key: str
) -> Iterator[Fault]:
    """What keeps it from being told from the others; the faults name the options of the command line."""
    yield from _malformed(new)
    yield from _incomplete(new)
    others = tuple(others)
    if new.key in (default_key, *(other.key for other in others)):
        yield Fault(KEY_ARGUMENT, "", Problem.TAKEN, new.key, new.key)
    mine = reach_of(new, default)
    taken = {default_key: default} | {
        other.key: reach_of(other, default) for other in others if is_reached(other) and other.key != default_key
    }
    for key, theirs in taken.items():
        if key != new.key and is_reached(new):
            yield from (
                Fault("--tenant", "", Problem.TAKEN, key, tenant) for tenant in sorted(mine.shared_with(theirs))
            )


def _malformed(new: Municipality) -> Iterator[Fault]:
    if not KEY.fullmatch(new.key):
        yield Fault(KEY_ARGUMENT, "", Problem.INVALID, KEY_EXAMPLE, new.key)
    ids = (("--app-id", new.app_id), ("--app-tenant", new.app_tenant_id), *(("--tenant", one) for one in new.tenants))
    for option, value in ids:
        if value and not GUID.fullmatch(value.lower()):
            yield Fault(option, "", Problem.INVALID, GUID_EXAMPLE, value)
    if new.secret_name and not VARIABLE.fullmatch(new.secret_name):
        yield Fault("--secret-name", "", Problem.INVALID, VARIABLE_EXAMPLE, new.secret_name)


def _incomplete(new: Municipality) -> Iterator[Fault]:
    """An app goes with its tenant and its secret; without an app of its own it takes tenants of its own."""
    app = {"--app-id": new.app_id, "--app-tenant": new.app_tenant_id, "--secret-name": new.secret_name}
    if any(app.values()):
        yield from (Fault(option, "", Problem.MISSING, option) for option, value in app.items() if not value)
    elif not new.tenants:
        yield Fault("--tenant", "", Problem.MISSING, "--app-id or --tenant")
