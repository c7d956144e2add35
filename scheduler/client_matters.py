"""What concerns a single client goes by the municipality's own routine and is not collected here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from scheduler.fromfile import FromFile
from scheduler.wheel_parts import Text

NAMED = re.compile(r"\blex[\s\u00ad\u2010-\u2015-]*(?:sarah?|maria)(?:s\b|\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMatters(FromFile):
    """The local routine to go by, as the municipality names it, and where it lies; empty where nobody has said."""

    routine: Text | None = None
    link: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=600)] | None = None


def names_client_matter(texts: Iterable[str]) -> bool:
    """Whether any of them speaks of lex Sarah or lex Maria."""
    return any(NAMED.search(text) for text in texts)
