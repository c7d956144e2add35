"""Tables as an Excel workbook: plain values, never a formula, and the same bytes for the same tables."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from cards.digest_tables import Cell, Table

WIDEST, NARROWEST = 60, 10
LONGEST_CELL = 32_767
"""What Excel holds in one cell."""

TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_bytes(tables: Sequence[Table], *, title: str, made_at: datetime) -> bytes:
    """One sheet for each table, its heading in view and its columns to filter by; `made_at` stands in the file."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, TEXT_ONLY) as book:
        book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        styles = _Styles(book)
        for table in tables:
            _fill(book.add_worksheet(table.title), table, styles)
    return file.getvalue()


class _Styles:
    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})


def _fill(sheet: Any, table: Table, styles: _Styles) -> None:
    for column, (name, width) in enumerate(zip(table.columns, _widths(table), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles.heading)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, styles)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL], styles.text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), styles.day)  # noqa: DTZ001 -- a day
    elif cell is not None:
        sheet.write_number(row, column, cell, styles.text)


def _widths(table: Table) -> Iterable[int]:
    for column, name in enumerate(table.columns):
        longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
        yield min(max(longest, len(name), NARROWEST) + 2, WIDEST)
