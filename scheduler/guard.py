"""The guard against personal identity numbers in free text, in every way they are usually written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from personnummer import personnummer

DASH = r"(?:[-\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]|%2[dD]|&(?:ndash|mdash|minus|shy|#8209|#8211|#45);)"
GAP = r"(?:[^\S\r\n]|%20|&(?:nbsp|thinsp|#160|#xa0);)"
PLUS = r"(?:\+|\uff0b|%2[bB])"
STROKE, BETWEEN = r"[/_.:]", rf"(?:{DASH}|[/.])"
MONTH, DAY = r"(?:0\d|1[0-2])", r"[0-9]\d"

# In a lookahead, so that a date or a room number before a number does not swallow its first digits.
# "2027-03-15–2027-03-20" is two dates and no number: what follows a dashed date must not go on as another one.
# A line may break beside a dash or a plus, as where a long line was wrapped, and nowhere else.
CANDIDATE = re.compile(
    rf"(?<!\d)(?=(?P<whole>(?P<century>(?:18|19|20)?)(?P<birth>\d\d(?:"
    rf"{GAP}?{MONTH}{GAP}?{DAY}|(?P<dashed>{BETWEEN}{MONTH}{BETWEEN}{DAY})))"
    rf"(?:{STROKE}|{GAP}*+(?:(?:\r?\n{GAP}*+)?(?P<sign>{DASH}|{PLUS})(?:{GAP}*+\r?\n)?)?{GAP}*+)"
    rf"(?P<last>\d\d{GAP}?\d\d))(?!\d)"
    rf"(?(dashed)(?!{BETWEEN}\d\d{BETWEEN}\d\d(?!\d))))"
)
# One box a digit, as on paper forms.
BOXED = re.compile(
    rf"(?<!\d)(?<!\d\s)(?=(?P<whole>(?P<century>(?:(?:1{GAP}[89]|2{GAP}0){GAP})?)(?P<birth>(?:\d{GAP}){{5}}\d)"
    rf"{GAP}?(?P<sign>{DASH}|{PLUS})?{GAP}?(?P<last>(?:\d{GAP}){{3}}\d))(?!{GAP}?\d))"
)
NOT_A_DIGIT = re.compile(r"\D")
INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
UNKNOWN_DAY, UNKNOWN_MONTH, NO_SERIAL = "60", "00", "000"
ESCAPED = re.compile(r"%2[0bBdD]|&#?\w{2,6};")

COVER = "••••"
AROUND = 40
CUT = "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the text it stands, the end exclusive; never what it says."""

    start: int
    end: int


def personal_numbers_in(text: str) -> Iterator[Finding]:
    """Personnummer and samordningsnummer with or without century, dash, plus sign, spaces or Unicode dashes."""
    plain, origin = _plain(text)
    reached = 0
    for match in _candidates(plain):
        start, end = match.span("whole")
        if start >= reached and _is_a_persons(match):
            reached = end
            yield Finding(origin[start], origin[end - 1] + 1)


def holds_personal_number(text: str) -> bool:
    return next(personal_numbers_in(text), None) is not None


def covered_passage(text: str) -> str:
    """The words around the first number with every number covered, on one line; empty where there is none."""
    found = list(personal_numbers_in(text))
    if not found:
        return ""
    first, cut_off = max(found[0].start - AROUND, 0), min(found[0].end + AROUND, len(text))
    within = [one for one in found if one.start < cut_off]
    last = max(cut_off, within[-1].end)
    words, here = [], first
    for one in within:
        words += [text[here : one.start], COVER]
        here = one.end
    shown = " ".join("".join([*words, text[here:last]]).split())
    return f"{CUT if first else ''}{shown}{CUT if last < len(text) else ''}"


def _candidates(plain: str) -> Iterator[re.Match[str]]:
    yield from sorted([*CANDIDATE.finditer(plain), *BOXED.finditer(plain)], key=lambda match: match.span("whole"))


def _plain(text: str) -> tuple[str, range | list[int]]:
    """The text with every digit as 0 to 9 and nothing that can't be seen, and where each character of it stood."""
    if text.isascii():
        return text, range(len(text))
    seen = [index for index, letter in enumerate(text) if letter not in INVISIBLE]
    return "".join(_digit(text[index]) for index in seen), seen


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _is_a_persons(match: re.Match[str]) -> bool:
    century, birth, last = (_digits(match[part]) for part in ("century", "birth", "last"))
    sign = "+" if re.fullmatch(PLUS, match["sign"] or "") else "-"
    if personnummer.valid(f"{century}{birth}{sign}{last}"):
        return True
    return _has_no_birthday(birth) and last[:3] != NO_SERIAL and _adds_up(birth + last)


def _digits(text: str) -> str:
    return NOT_A_DIGIT.sub("", ESCAPED.sub("", text))


def _has_no_birthday(birth: str) -> bool:
    """A samordningsnummer has 60 for a day that nobody knows, and then perhaps 00 for the month."""
    month, day = birth[2:4], birth[4:]
    return day == UNKNOWN_DAY or (month == UNKNOWN_MONTH and UNKNOWN_DAY <= day <= "91")


def _adds_up(ten: str) -> bool:
    """By Luhn's rule."""
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(ten))
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0
