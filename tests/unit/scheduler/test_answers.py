"""Typed words as answers: what is taken, what is refused and why, and what is still missing."""

from dataclasses import replace

import pytest

from scheduler.answers import (
    LONGEST_TEXT,
    Checked,
    Complaint,
    Objection,
    Unfit,
    check_page,
    completed,
    incomplete_pages,
    read,
)
from scheduler.forms import Answers, AnswerValue, Condition, Option, Question, QuestionType, Support, pages_of
from tests.factories import FORM

NO_BREAK_SPACE = "\u00a0"
PERSONAL_NUMBER = "19850709-9805"
OPTIONS = (Option(key="ja", title="Ja"), Option(key="nej", title="Nej"), Option(key="vet_ej", title="Vet ej"))


def question(kind: QuestionType, *, minimum: float | None = None, maximum: float | None = None) -> Question:
    return Question(
        key="fraga",
        text="Fråga?",
        type=kind,
        support=Support.TEXT,
        options=OPTIONS,
        minimum=minimum,
        maximum=maximum,
    )


def refusal(asked: Question, typed: str) -> tuple[Complaint, float | None]:
    with pytest.raises(Unfit) as refused:
        read(asked, typed)
    return refused.value.complaint, refused.value.limit


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (QuestionType.TEXT, "Rutinen följs.", "Rutinen följs."),
        (QuestionType.TEXT, "  å ä ö \n", "å ä ö"),
        (QuestionType.TEXT, "rad 1\n\nrad 2", "rad 1\n\nrad 2"),
        (QuestionType.TEXT, "0", "0"),
        (QuestionType.TEXT, "x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        (QuestionType.PERSON, "Anna Ek", "Anna Ek"),
        (QuestionType.LINK, "https://karlstad.example/ärende", "https://karlstad.example/ärende"),
        (QuestionType.LINK, "HTTP://KARLSTAD.EXAMPLE", "HTTP://KARLSTAD.EXAMPLE"),
        (QuestionType.NUMBER, "12", 12),
        (QuestionType.NUMBER, "-3", -3),
        (QuestionType.NUMBER, "12,5", 12.5),
        (QuestionType.NUMBER, "12.5", 12.5),
        (QuestionType.NUMBER, "1 250 000", 1250000),
        (QuestionType.NUMBER, f"1{NO_BREAK_SPACE}250", 1250),
        (QuestionType.NUMBER, "0", 0),
        (QuestionType.PERCENT, "97,5 %", 97.5),
        (QuestionType.PERCENT, "0", 0),
        (QuestionType.PERCENT, "100%", 100),
        (QuestionType.SCALE, "1", 1),
        (QuestionType.SCALE, "4", 4),
        (QuestionType.DATE, "2027-01-11", "2027-01-11"),
        (QuestionType.DATE, "2027-01-11T00:00:00Z", "2027-01-11"),
        (QuestionType.DATE, "2028-02-29", "2028-02-29"),
        (QuestionType.CHOICE, "nej", "nej"),
        (QuestionType.CHOICES, "vet_ej,ja", ["ja", "vet_ej"]),
        (QuestionType.CHOICES, " nej , ", ["nej"]),
        (QuestionType.CHOICES, "ja,ja", ["ja"]),
    ],
)
def test_read_takes_what_was_typed(kind: QuestionType, typed: str, value: AnswerValue) -> None:
    asked = question(kind, maximum=4 if kind is QuestionType.SCALE else None)

    assert read(asked, typed) == value


@pytest.mark.parametrize("typed", ["", " ", "\n\t", NO_BREAK_SPACE])
@pytest.mark.parametrize("kind", sorted(set(QuestionType) - {QuestionType.COMPUTED}))
def test_read_is_nothing_when_nothing_was_typed(kind: QuestionType, typed: str) -> None:
    assert read(question(kind), typed) is None


@pytest.mark.parametrize(
    ("kind", "typed", "complaint"),
    [
        (QuestionType.TEXT, f"Brukaren {PERSONAL_NUMBER} föll", Complaint.PERSONAL_NUMBER),
        (QuestionType.PERSON, f"Anna {PERSONAL_NUMBER}", Complaint.PERSONAL_NUMBER),
        (QuestionType.LINK, f"https://karlstad.example/{PERSONAL_NUMBER}", Complaint.PERSONAL_NUMBER),
        (QuestionType.NUMBER, "198507099805", Complaint.PERSONAL_NUMBER),
        (QuestionType.NUMBER, "8507099805", Complaint.PERSONAL_NUMBER),
        (QuestionType.LINK, "www.karlstad.se", Complaint.NOT_A_LINK),
        (QuestionType.LINK, "javascript:alert(1)", Complaint.NOT_A_LINK),
        (QuestionType.LINK, "file:///etc/passwd", Complaint.NOT_A_LINK),
        (QuestionType.NUMBER, "tolv", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "12 st", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "nan", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "inf", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "-Infinity", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "9" * 400, Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "1_000", Complaint.NOT_A_NUMBER),
        (QuestionType.NUMBER, "1.250.000", Complaint.NOT_A_NUMBER),
        (QuestionType.SCALE, "2,5", Complaint.NOT_AN_OPTION),
        (QuestionType.SCALE, "hög", Complaint.NOT_A_NUMBER),
        (QuestionType.DATE, "i går", Complaint.NOT_A_DATE),
        (QuestionType.DATE, "11/1 2027", Complaint.NOT_A_DATE),
        (QuestionType.DATE, "2027-02-29", Complaint.NOT_A_DATE),
        (QuestionType.DATE, "2027-13-01", Complaint.NOT_A_DATE),
        (QuestionType.DATE, "2027-01-110", Complaint.NOT_A_DATE),
        (QuestionType.DATE, f"2027-01-11 {PERSONAL_NUMBER}", Complaint.NOT_A_DATE),
        (QuestionType.CHOICE, "kanske", Complaint.NOT_AN_OPTION),
        (QuestionType.CHOICE, "ja,nej", Complaint.NOT_AN_OPTION),
        (QuestionType.CHOICE, "Ja", Complaint.NOT_AN_OPTION),
        (QuestionType.CHOICES, "ja,kanske", Complaint.NOT_AN_OPTION),
    ],
)
def test_read_refuses_what_is_no_answer(kind: QuestionType, typed: str, complaint: Complaint) -> None:
    assert refusal(question(kind, maximum=4 if kind is QuestionType.SCALE else None), typed) == (complaint, None)


@pytest.mark.parametrize(
    ("asked", "typed", "expected"),
    [
        (question(QuestionType.NUMBER, minimum=0), "-0,1", (Complaint.TOO_SMALL, 0)),
        (question(QuestionType.NUMBER, maximum=10), "10,1", (Complaint.TOO_LARGE, 10)),
        (question(QuestionType.PERCENT), "-1", (Complaint.TOO_SMALL, 0)),
        (question(QuestionType.PERCENT), "100,1", (Complaint.TOO_LARGE, 100)),
        (question(QuestionType.SCALE, maximum=4), "0", (Complaint.TOO_SMALL, 1)),
        (question(QuestionType.SCALE, maximum=4), "5", (Complaint.TOO_LARGE, 4)),
        (question(QuestionType.TEXT), "x" * (LONGEST_TEXT + 1), (Complaint.TOO_LONG, LONGEST_TEXT)),
        (question(QuestionType.LINK), "https://" + "x" * LONGEST_TEXT, (Complaint.TOO_LONG, LONGEST_TEXT)),
    ],
)
def test_read_says_what_would_do_when_it_is_too_much_or_too_little(
    asked: Question, typed: str, expected: tuple[Complaint, float]
) -> None:
    assert refusal(asked, typed) == expected


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (question(QuestionType.NUMBER, minimum=0, maximum=10), "0", 0),
        (question(QuestionType.NUMBER, minimum=0, maximum=10), "10", 10),
    ],
)
def test_limits_themselves_are_answers(asked: Question, typed: str, value: float) -> None:
    assert read(asked, typed) == value


def test_page_keeps_what_is_right_and_objects_to_the_rest_in_the_order_of_the_questions() -> None:
    page = pages_of(FORM, {})[0]

    checked = check_page(page, {"antal": "tolv", "orsak": "Tidsbrist", "okand": "?"}, {})

    assert checked == Checked(
        {"orsak": "Tidsbrist"},
        (Objection("utfall", Complaint.REQUIRED), Objection("antal", Complaint.NOT_A_NUMBER)),
    )


@pytest.mark.parametrize(
    ("typed", "objections"),
    [
        ({"utfall": "ja"}, ()),
        ({"utfall": "nej"}, (Objection("orsak", Complaint.REQUIRED),)),
        ({"utfall": "nej", "orsak": "Tidsbrist"}, ()),
    ],
)
def test_conditional_question_is_required_only_when_it_holds(
    typed: dict[str, str], objections: tuple[Objection, ...]
) -> None:
    assert check_page(pages_of(FORM, {})[0], typed, {}).objections == objections


def test_wrong_answer_is_not_called_missing_as_well() -> None:
    checked = check_page(pages_of(FORM, {})[0], {"utfall": "kanske"}, {})

    assert checked == Checked({}, (Objection("utfall", Complaint.NOT_AN_OPTION),))


def test_question_that_an_earlier_page_ruled_out_is_not_read() -> None:
    page = pages_of(FORM, {})[-1]

    checked = check_page(page, {"atgard": f"Ring {PERSONAL_NUMBER}", "dag": "2027-01-11"}, {"utfall": "ja"})

    assert checked == Checked({"dag": "2027-01-11"}, ())


@pytest.mark.parametrize(("text", "stored"), [("Ring Anna", True), (f"Ring {PERSONAL_NUMBER}", False)])
def test_page_must_not_be_stored_when_a_text_holds_a_personal_number(text: str, stored: bool) -> None:
    checked = check_page(pages_of(FORM, {})[0], {"utfall": "nej", "orsak": text}, {})

    assert checked.must_not_be_stored is not stored


def test_incomplete_pages_name_each_page_with_what_it_lacks() -> None:
    answers: Answers = {"utfall": "nej", "risker.items": 2, "risker.1.risk": "brand", "risker.1.troligt": 2}

    found = [(page.number, [one.question for one in lacks]) for page, lacks in incomplete_pages(FORM, answers)]

    assert found == [
        (1, ["orsak"]),
        (2, ["risk", "troligt", "allvar"]),
        (3, ["allvar"]),
        (4, ["atgard", "dag"]),
    ]


def test_no_page_is_incomplete_when_all_that_is_required_is_answered() -> None:
    answers: Answers = {
        "utfall": "ja",
        "risker.0.risk": "fall",
        "risker.0.troligt": 2,
        "risker.0.allvar": 3,
        "dag": "2027-01-11",
    }

    assert list(incomplete_pages(FORM, answers)) == []


def test_completed_leaves_out_what_is_no_longer_asked_and_adds_products_and_counts() -> None:
    answers: Answers = {
        "utfall": "ja",
        "orsak": "stod kvar",
        "atgard": "stod kvar",
        "antal": 0,
        "risker.items": 2,
        "risker.0.risk": "fall",
        "risker.0.troligt": 2,
        "risker.0.allvar": 3,
        "risker.1.risk": "brand",
        "risker.1.troligt": 4,
        "risker.2.risk": "borttagen",
        "okand": "?",
        "dag": "2027-01-11",
    }

    assert completed(FORM, answers) == {
        "utfall": "ja",
        "antal": 0,
        "risker.items": 2,
        "risker.0.risk": "fall",
        "risker.0.troligt": 2,
        "risker.0.allvar": 3,
        "risker.0.varde": 6,
        "risker.1.risk": "brand",
        "risker.1.troligt": 4,
        "dag": "2027-01-11",
    }


def test_completed_never_takes_a_computed_value_from_outside() -> None:
    answers: Answers = {"risker.0.troligt": 1, "risker.0.allvar": 1, "risker.0.varde": 16}

    assert completed(FORM, answers)["risker.0.varde"] == 1


def test_question_left_empty_is_no_answer_when_it_is_not_required() -> None:
    page = pages_of(FORM, {})[0]
    optional = replace(page, step=replace(page.step, questions=page.step.questions[2:]))

    assert check_page(optional, {"antal": " "}, {}) == Checked({}, ())


def test_nothing_is_missing_where_the_question_before_no_longer_applies() -> None:
    outcome, cause, _ = FORM.steps[0].questions
    why = replace(cause, key="varfor", when=Condition(question="orsak", one_of=("annan",)))
    form = replace(FORM, steps=(replace(FORM.steps[0], questions=(outcome, cause, why)),))
    changed_mind: Answers = {"utfall": "ja", "orsak": "annan"}

    assert list(incomplete_pages(form, changed_mind)) == []
    assert completed(form, {**changed_mind, "varfor": "För sent"}) == {"utfall": "ja"}
    assert [
        one.question for _, lacks in incomplete_pages(form, {**changed_mind, "utfall": "nej"}) for one in lacks
    ] == ["varfor"]
