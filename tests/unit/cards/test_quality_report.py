"""A draft of a kvalitetsberättelse: every sentence with a figure names its answers, and what is missing is listed."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from cards.quality_report import Part, QuestionTable, Sentence, in_ranges, report_of
from cards.word_file import word_bytes
from scheduler.digest_answers import CountedAnswer
from scheduler.digest_sections import Against, EarlierCount, EarlierShares, OptionShare, RiskMatrix, TopRisk
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares
from tests.unit.cards.digest_examples import CUT_OFF, DIGEST, missing


def answer(number: int, place: str, area: str, chosen: str, *, slot: str = "2026") -> CountedAnswer:
    return CountedAnswer(
        id=number,
        assignment_id=number,
        activity="egenkontroll",
        title="Egenkontroll",
        slot=slot,
        place=place,
        area=area,
        revision=1,
        latest=1,
        submitted_at=CUT_OFF,
        chosen={"foljs": (chosen,)},
    )


ANSWERS = (
    answer(30, "Solgården", "Boende", "ja", slot="2025"),
    answer(41, "Solgården", "Boende", "ja"),
    answer(42, "Ekbacken", "Boende", "nej"),
    answer(43, "Norra", "Hemtjänst", "ja"),
)
OPTIONS = (OptionShare("Ja", 2, "ja"), OptionShare("Nej", 1, "nej", weak=True))
THEN = EarlierShares(Against.YEAR, "2025", (OptionShare("Ja", 1, "ja"), OptionShare("Nej", 0, "nej")), 0)
CHECK = ActivityDigest(
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2026",
    answered=3,
    expected=5,
    areas=(AreaCount("Boende", 2, 3), AreaCount("Hemtjänst", 1, 2)),
    questions=(QuestionShares("Följs rutinen?", OPTIONS, 2, key="foljs", earlier=(THEN,)),),
    missing=(missing("Kroppkärr"), Missing("Egenkontroll", "Södra", None, is_late=False)),
    earlier=(EarlierCount(Against.YEAR, "2025", 1, 1, (30,)),),
)
REPORTED = replace(DIGEST, activities=(CHECK,), revisions=(41, 42, 43), example=False)


def parts(digest: Digest) -> dict[str, Part]:
    return {one.heading: one for one in report_of(digest, ANSWERS, municipality="Karlstad").parts}


def test_sentences_name_the_answers_that_they_count() -> None:
    assert parts(REPORTED)["Egenkontroll"].sentences == (
        Sentence("3 av 5 har svarat för 2026.", (2, 3, 4)),
        Sentence("Boende: 2 av 3.", (2, 3)),
        Sentence("Hemtjänst: 1 av 2.", (4,)),
        Sentence("Förra året (2025) hade 1 av 1 svarat.", (1,)),
    )


def test_options_name_who_chose_them_and_changes_name_both_years() -> None:
    assert parts(REPORTED)["Egenkontroll"].tables == (
        QuestionTable(
            "Följs rutinen?",
            (("Ja", "2 (67 %)", (2, 4)), ("Nej", "1 (33 %)", (3,)), ("Inte besvarad än", "2", ())),
            (
                Sentence("”Ja” har blivit ovanligare än förra året: 67 procent mot 100.", (1, 2, 4)),
                Sentence("”Nej” har blivit vanligare än förra året: 33 procent mot 0.", (3,)),
            ),
        ),
    )


def test_every_sentence_with_a_figure_of_answers_has_references() -> None:
    activity = parts(REPORTED)["Egenkontroll"]

    counted = [*activity.sentences, *(one for table in activity.tables for one in table.changes)]
    assert [one.text for one in counted if not one.answers] == []


def test_what_too_few_chose_names_neither_number_nor_answers() -> None:
    hidden = replace(CHECK.questions[0], options=(OptionShare("Ja", 9, "ja"), OptionShare("Nej", None, "nej")))
    digest = replace(REPORTED, activities=(replace(CHECK, questions=(hidden,)),), few=5)

    (table,) = parts(digest)["Egenkontroll"].tables

    assert table.rows[1] == ("Nej", "färre än 5", ())
    assert "Nej" not in "".join(one.text for one in table.changes)


def test_what_is_missing_is_listed_with_its_day() -> None:
    assert parts(REPORTED)["Egenkontroll, 2026"].points == (
        Sentence("Kroppkärr: skulle ha svarat senast söndag 28 februari 2027"),
        Sentence("Södra: har inte svarat"),
    )


def test_risk_names_its_answer() -> None:
    top = TopRisk(3, 4, "egenkontroll", "Egenkontroll", "Ekbacken", "Fel läkemedel", 42, 0)
    digest = replace(REPORTED, risks=RiskMatrix(5, 1, (), (top,)))

    assert parts(digest)["De största riskerna"].points == (
        Sentence("Fel läkemedel (Egenkontroll), Ekbacken: sannolikhet 3, konsekvens 4, riskvärde 12.", (3,)),
    )


@pytest.mark.parametrize(
    ("numbers", "words"), [((), ""), ((3,), "3"), ((2, 1, 3, 7, 9, 10), "1–3, 7, 9–10"), ((1, 2), "1–2")]
)
def test_numbers_are_told_in_ranges(numbers: tuple[int, ...], words: str) -> None:
    assert in_ranges(numbers) == words


def test_word_document_holds_the_headings_the_references_and_the_sources() -> None:
    report = report_of(REPORTED, ANSWERS, municipality="Karlstad")

    document = Document(BytesIO(word_bytes(report, made_at=CUT_OFF)))

    headings = [one.text for one in document.paragraphs if ((one.style and one.style.name) or "").startswith("Heading")]
    assert headings == [
        "Det som har följts upp",
        "Egenkontroll",
        "Det som saknas",
        "Egenkontroll, 2026",
        "Underlag",
    ]
    assert "3 av 5 har svarat för 2026. [svar 2–4]" in [one.text for one in document.paragraphs]
    assert [cell.text for cell in document.tables[-1].rows[2].cells] == [
        "2", "Egenkontroll", "2026", "Solgården", "2027-03-15", "1",
    ]  # fmt: skip
    assert (document.core_properties.title, document.core_properties.created) == (
        "Kvalitetsberättelse för Karlstad 2027",
        CUT_OFF,
    )


def test_same_report_gives_the_same_bytes_whatever_the_machines_clock_says() -> None:
    report = report_of(REPORTED, ANSWERS, municipality="Karlstad")

    content = word_bytes(report, made_at=CUT_OFF)

    assert word_bytes(report_of(REPORTED, ANSWERS, municipality="Karlstad"), made_at=CUT_OFF) == content
    with ZipFile(BytesIO(content)) as file:
        assert {datetime(*one.date_time) for one in file.infolist()} == {datetime(1980, 1, 1)}  # noqa: DTZ001
