"""However a personal identity number is spelled, and whatever stands around it, the guard finds it and covers it."""

from datetime import date
from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from scheduler.guard import covered_passage, holds_personal_number, personal_numbers_in
from tests.unit.scheduler.test_guard import number

GAPS = st.sampled_from(["", " ", "  ", "\t", "\u00a0", "\u202f", "\u2009", "\u3000", "\u200b", "%20", "&nbsp;"])
SIGNS = st.sampled_from(["", "-", "+", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\u00ad", "\uff0d", "%2D"])
INNER = st.sampled_from(["", " ", "\u00a0", "\u200b"])
SCRIPTS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
WORDS = st.text(ascii_letters + "åäöÅÄÖ .,;:!?()[]”’\n§", max_size=80)
BIRTHS = st.dates(date(1950, 1, 1), date(2026, 12, 31))
TEST_SERIALS = st.integers(980, 999)
"""Those that the tax agency gives to nobody."""


@st.composite
def spellings(draw: st.DrawFn) -> str:
    born = draw(BIRTHS)
    day = born.day + draw(st.sampled_from([0, 60]))
    birth = f"{born:%y%m}{day:02}"
    last = number(birth, str(draw(TEST_SERIALS)))
    century = born.strftime("%Y")[:2] if draw(st.booleans()) else ""
    inner = draw(INNER)
    sign = f"{draw(GAPS)}{draw(SIGNS)}{draw(GAPS)}"
    spelled = f"{century}{inner.join((birth[:2], birth[2:4], birth[4:]))}{sign}{last}"
    digits = draw(SCRIPTS)
    return spelled if "%" in spelled else spelled.translate(str.maketrans("0123456789", digits))


@given(spelled=spellings(), before=WORDS, after=WORDS)
def test_number_is_found_in_every_spelling(spelled: str, before: str, after: str) -> None:
    text = f"{before} {spelled} {after}"

    assert holds_personal_number(text)
    assert not holds_personal_number(covered_passage(text))


@given(st.text(st.sampled_from("0123456789-+ \u2013\u200b\n/.&;%2Dnbsp"), max_size=200))
def test_every_finding_lies_in_the_text_and_after_the_one_before(text: str) -> None:
    ends = [0]
    for found in personal_numbers_in(text):
        assert ends[-1] <= found.start < found.end <= len(text)
        ends.append(found.end)


@given(st.text(max_size=300))
def test_covered_passage_never_holds_a_number(text: str) -> None:
    assert not holds_personal_number(covered_passage(text))
