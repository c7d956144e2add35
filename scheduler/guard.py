"""The guard against personal identity numbers in free text, in every way they are usually written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from personnummer import personnummer

DASHES = "-+\u2010\u2011\u2012\u2013\u2014\u2212"
SPACES = " \t\u00a0\u2009\u202f"
CANDIDATE = re.compile(
    rf"(?<!\d)(?P<century>(?:18|19|20)?)(?P<birth>\d{{2}}[{SPACES}]?(?:0\d|1[0-2])[{SPACES}]?[0-9]\d)"
    rf"[{SPACES}]*(?P<sign>[{DASHES}]?)[{SPACES}]*(?P<last>\d{{4}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the text it stands, the end exclusive; never what it says."""

    start: int
    end: int


def personal_numbers_in(text: str) -> Iterator[Finding]:
    """Personnummer and samordningsnummer with or without century, dash, plus sign, spaces or Unicode dashes."""
    for match in CANDIDATE.finditer(text):
        birth = re.sub(rf"[{SPACES}]", "", match["birth"])
        sign = "+" if match["sign"] == "+" else "-"
        if personnummer.valid(f"{match['century']}{birth}{sign}{match['last']}"):
            yield Finding(match.start(), match.end())


def holds_personal_number(text: str) -> bool:
    return next(personal_numbers_in(text), None) is not None
