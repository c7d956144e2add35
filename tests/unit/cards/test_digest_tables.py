"""A digest as tables and as an Excel workbook: plain values, nothing that a program would carry out."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from cards.digest_tables import Table, tables_of
from cards.excel_file import workbook_bytes
from scheduler.digest_answers import CountedAnswer
from scheduler.digest_sections import ActionCounts, OptionShare
from scheduler.digests import Digest
from tests.unit.cards.digest_examples import CUT_OFF, DIGEST, SAFETY, STORIES

ANSWER = CountedAnswer(
    id=41,
    assignment_id=7,
    activity="verksamhetsberattelse",
    title="Utförarens verksamhetsberättelse",
    slot="2026",
    place="Kroppkärr",
    area="Särskilt boende",
    revision=1,
    latest=2,
    submitted_at=CUT_OFF,
)
DANGEROUS = ("=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", "http://example.org", "=HYPERLINK(A1)", "00123", "1e9")


def table(digest: Digest, title: str, *answers: CountedAnswer) -> Table:
    return next(one for one in tables_of(digest, answers) if one.title == title)


def test_answered_and_expected_stand_by_area() -> None:
    digest = replace(DIGEST, activities=(SAFETY,))

    assert table(digest, "Svar").rows == (("Patientsäkerhetsberättelse", "2026", "Förvaltningen", 1, 1),)


def test_not_answered_stands_beside_the_options_and_few_have_no_number() -> None:
    (question,) = STORIES.questions
    options = (OptionShare("Ja", 8), OptionShare("Delvis", None), OptionShare("Nej", None))
    stories = replace(STORIES, questions=(replace(question, options=options),))

    rows = table(replace(DIGEST, activities=(stories,), few=5), "Frågor").rows

    assert [row[3:] for row in rows] == [
        ("Ja", 8),
        ("Delvis", "färre än 5"),
        ("Nej", "färre än 5"),
        ("Inte besvarad än", 2),
    ]


def test_sections_without_rows_have_no_sheet_and_every_row_fits_its_columns() -> None:
    digest = replace(DIGEST, actions=(ActionCounts("Hemtjänst", 3, 1, 2),))

    tables = tables_of(digest, [ANSWER])

    assert [one.title for one in tables] == ["Om", "Svar", "Frågor", "Väntar", "Åtgärder", "Underlag"]
    assert {len(row) == len(one.columns) for one in tables for row in one.rows} == {True}
    assert tables[-1].rows == (
        (
            41,
            "Utförarens verksamhetsberättelse",
            "2026",
            "Särskilt boende",
            "Kroppkärr",
            date(2027, 3, 15),
            1,
            "Har ändrats sedan sammanfattningen gjordes",
        ),
    )


def test_open_digest_names_no_answer() -> None:
    titles = [one.title for one in tables_of(replace(DIGEST, open=True), [ANSWER])]

    assert titles[-1] != "Underlag"


@pytest.mark.parametrize("text", DANGEROUS)
def test_typed_words_are_never_carried_out(text: str) -> None:
    content = workbook_bytes([Table("Blad", ("Kolumn",), ((text,),))], title=text, made_at=CUT_OFF)

    with ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.namelist()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert '<c r="A2" s="2" t="s">' in sheet
    assert text.replace("\r", "\n").strip() in strings.replace("_x000D_", "\n")
    assert not [name for name in names if "external" in name.casefold() or "connection" in name.casefold()]


def test_same_digest_gives_the_same_bytes() -> None:
    tables = tables_of(DIGEST, [ANSWER])

    first = workbook_bytes(tables, title=DIGEST.title, made_at=CUT_OFF)

    assert workbook_bytes(tables_of(DIGEST, [ANSWER]), title=DIGEST.title, made_at=CUT_OFF) == first
    assert workbook_bytes(tables, title="En annan", made_at=CUT_OFF) != first
