"""A report as a Word document with real headings, lists and table heads; the same bytes for the same report."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from cards import phrases_report as say
from cards.quality_report import Part, QuestionTable, Report, Sentence, in_ranges

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
GREY = RGBColor(0x5A, 0x5A, 0x5A)
SWEDISH = "sv-SE"
GRID = "Table Grid"


def word_bytes(report: Report, *, made_at: datetime) -> bytes:
    """`made_at` stands in the file."""
    document = Document()
    _prepare(document, report, made_at)
    document.add_heading(report.title, level=0)
    document.add_paragraph(say.DRAFT).runs[0].bold = True
    for note in report.notes:
        document.add_paragraph(note)
    for part in report.parts:
        _part(document, part)
    _sources(document, report)
    file = BytesIO()
    document.save(file)
    return _as_of_no_day(file)


def _prepare(document: WordDocument, report: Report, made_at: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = report.title, "Årshjul", ""
    properties.language = SWEDISH
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), SWEDISH)
    normal.element.get_or_add_rPr().append(language)


def _part(document: WordDocument, part: Part) -> None:
    document.add_heading(part.heading, level=part.level)
    for sentence in part.sentences:
        _written(document.add_paragraph(), sentence)
    for table in part.tables:
        _question(document, table)
    for point in part.points:
        _written(document.add_paragraph(style="List Bullet"), point)
    if part.invites:
        invited = document.add_paragraph().add_run(say.YOUR_WORDS)
        invited.italic, invited.font.color.rgb = True, GREY


def _written(paragraph: Paragraph, sentence: Sentence) -> None:
    paragraph.add_run(sentence.text)
    if sentence.answers:
        references = paragraph.add_run(f" {say.references(in_ranges(sentence.answers))}")
        references.font.size, references.font.color.rgb = Pt(9), GREY


def _question(document: WordDocument, table: QuestionTable) -> None:
    lead = document.add_paragraph()
    lead.paragraph_format.keep_with_next = True
    lead.add_run(table.question).bold = True
    if table.note:
        document.add_paragraph(table.note)
    if table.rows:
        rows = [(option, count, in_ranges(answers)) for option, count, answers in table.rows]
        _table(document, say.QUESTION_COLUMNS, rows)
        document.add_paragraph()
    for change in table.changes:
        _written(document.add_paragraph(), change)


def _sources(document: WordDocument, report: Report) -> None:
    document.add_heading(say.SOURCES, level=1)
    if report.sources:
        _table(document, say.SOURCE_COLUMNS, report.sources)
    else:
        document.add_paragraph(say.NOTHING_COUNTED)


def _table(document: WordDocument, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table: Table = document.add_table(rows=1 + len(rows), cols=len(columns), style=GRID)
    head, *others = table.rows
    for cell, name in zip(head.cells, columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _repeat_on_each_page(head)
    for place, row in zip(others, rows, strict=True):
        for cell, words in zip(place.cells, row, strict=True):
            cell.text = words


def _repeat_on_each_page(row: _Row) -> None:
    """It also tells a screen reader that these are the headings."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 -- the library has no word for it


def _as_of_no_day(file: BytesIO) -> bytes:
    """The library stamps each part of the file with the clock of the machine."""
    written = BytesIO()
    with ZipFile(file) as given, ZipFile(written, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            kept.writestr(ZipInfo(name, ZIP_EPOCH), given.read(name), ZIP_DEFLATED)
    return written.getvalue()
