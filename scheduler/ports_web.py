"""What the core asks of the rows that let people in on the web: codes to open with, and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCode:
    """What one code opens, and until when; the code itself is never kept. `target` is a path of our own."""

    municipality_id: int
    person_id: int
    target: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """One signed-in browser; it ends at `expires_at`, which moves on while it is used, or when it was ended."""

    id: int
    municipality_id: int
    person_id: int
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class Access(Protocol):
    """Every instant here is the system clock's."""

    def add_code(self, code: AccessCode, code_hash: str) -> None: ...
    def codes_since(self, person_id: int, since: datetime) -> Sequence[datetime]:
        """When the person's codes were made, used ones too, the oldest first."""

    def use_code(self, code_hash: str, at: datetime) -> AccessCode | None:
        """Only the first to ask gets it; None for one that is used, over or unknown."""

    def begin(
        self, municipality_id: int, person_id: int, *, token_hash: str, at: datetime, until: datetime
    ) -> WebSession: ...
    def session(self, token_hash: str) -> WebSession | None:
        """Those that are over too; the session itself says so."""

    def prolong(self, session_id: int, until: datetime) -> None: ...
    def end(self, session_id: int, at: datetime) -> bool:
        """False where it had ended before."""

    def end_all(self, person_id: int, at: datetime) -> int:
        """Every session of the person, and every code that nobody has used; how many sessions were going on."""
