"""Values as JSON can carry them, and a little beyond: what a hostile client may put anywhere."""

from typing import Any

from hypothesis import strategies as st

ODD_TEXTS = (
    "",
    "\0",
    "²",
    "\u202eabc",
    "\ud800",
    "9" * 5000,
    "-1",
    "1e999",
    "NaN",
    "å" * 3000,
    "{{7*7}}",
    "=1+1",
    "<at>Årshjulet</at>",
    "\u200b",
    "2027-02-30",
    "0001-01-01",
    "9999-12-31",
)
ODD_NUMBERS = (0, -1, 2**31, 2**31 - 1, 2**63, 2**64, 10**400, -0.0, 1.5, 1e308)

texts = st.one_of(st.sampled_from(ODD_TEXTS), st.text(max_size=30))
scalars: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.sampled_from(ODD_NUMBERS), st.integers(), st.floats(), texts
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
