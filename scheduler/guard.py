"""The guard against personal identity numbers in free text, in every way they are usually written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from personnummer import personnummer

DASH = r"[-\u00ad\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
GAP = r"[^\S\r\n]|[\u200b-\u200d\u2060\ufeff]"
MONTH, DAY = r"(?:0\d|1[0-2])", r"[0-9]\d"

# In a lookahead, so that a date or a room number before a number does not swallow its first digits.
# "2027-03-15–2027-03-20" is two dates and no number: what follows a dashed date must not go on as another one.
CANDIDATE = re.compile(
    rf"(?<!\d)(?=(?P<whole>(?P<century>(?:18|19|20)?)(?P<birth>\d\d(?:"
    rf"(?:{GAP})?{MONTH}(?:{GAP})?{DAY}|(?P<dashed>{DASH}{MONTH}{DASH}{DAY})))"
    rf"(?:{GAP})*+(?P<sign>{DASH}|\+)?(?:{GAP})*+(?P<last>\d\d(?:{GAP})?\d\d))(?!\d)"
    rf"(?(dashed)(?!{DASH}\d\d{DASH}\d\d(?!\d))))"
)
NOT_A_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the text it stands, the end exclusive; never what it says."""

    start: int
    end: int


def personal_numbers_in(text: str) -> Iterator[Finding]:
    """Personnummer and samordningsnummer with or without century, dash, plus sign, spaces or Unicode dashes."""
    for match in CANDIDATE.finditer(text):
        birth, last = NOT_A_DIGIT.sub("", match["birth"]), NOT_A_DIGIT.sub("", match["last"])
        sign = "+" if match["sign"] == "+" else "-"
        if personnummer.valid(f"{match['century']}{birth}{sign}{last}"):
            yield Finding(*match.span("whole"))


def holds_personal_number(text: str) -> bool:
    return next(personal_numbers_in(text), None) is not None
