"""Whatever is typed: nothing raises, nothing that was kept changes by being shown, and no number slips through."""

from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from scheduler.answers import Complaint, check_page, completed, incomplete_pages
from scheduler.drafts import with_item_after, with_page, without_item
from scheduler.forms import Answers, AnswerValue, Form, Page, Repeat, answers_on, as_text, pages_of
from scheduler.guard import holds_personal_number
from scheduler.loading import shipped_forms
from tests.factories import FORM
from tests.unit.scheduler.test_guard import number

FORMS = (FORM, *shipped_forms())
LIKELY = ("ja", "nej", "3", "2,5", "2027-01-11", "https://karlstad.example", "register,samtal", "1 000", "97 %", "")

pages = st.sampled_from([page for form in FORMS for page in pages_of(form, {})])
words = st.one_of(st.sampled_from(LIKELY), st.text(max_size=40))


@st.composite
def typed_pages(draw: st.DrawFn) -> tuple[Page, dict[str, str]]:
    page = draw(pages)
    options = {question.key: [option.key for option in question.options] for question in page.step.questions}
    return page, {
        key: draw(st.one_of(st.sampled_from(keys), words) if keys else words) for key, keys in options.items()
    }


@given(typed_pages())
def test_checking_never_raises_and_names_each_question_once(typed: tuple[Page, dict[str, str]]) -> None:
    page, told = typed

    checked = check_page(page, told, {})

    asked = [question.key for question in page.step.questions]
    complained = [objection.question for objection in checked.objections]
    assert complained == sorted(set(complained), key=asked.index)
    assert set(checked.answers).isdisjoint(complained)


@given(typed_pages())
def test_saved_answers_stay_as_they_are_when_they_are_shown_and_saved_again(
    typed: tuple[Page, dict[str, str]],
) -> None:
    page, told = typed
    first = check_page(page, told, {}).answers

    again = check_page(page, {key: as_text(value) for key, value in first.items()}, {}).answers

    assert again == first


@given(typed_pages())
def test_nothing_with_a_personal_number_is_among_the_answers(typed: tuple[Page, dict[str, str]]) -> None:
    page, told = typed
    hidden = {key: f"{value} 850709-9805" for key, value in told.items()}

    checked = check_page(page, hidden, {})

    assert not any(holds_personal_number(as_text(value)) for value in checked.answers.values())


births = st.dates(date(1900, 1, 1), date(2026, 1, 1))
serials = st.integers(1, 999).map("{:03}".format)
gaps = st.sampled_from(["", " ", "  ", "\u00a0", "\u2009", "\u202f", "\t"])
signs = st.sampled_from(["", "-", "+", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"])
inner = st.sampled_from(["", " ", "\u00a0"])
around = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=12)


@given(births, serials, st.booleans(), st.booleans(), gaps, signs, gaps, inner, inner, around, around)
def test_personal_number_is_seen_however_it_is_written(
    born: date,
    serial: str,
    coordinated: bool,
    with_century: bool,
    before: str,
    sign: str,
    after: str,
    between: str,
    within: str,
    head: str,
    tail: str,
) -> None:
    assume(born != date(1900, 2, 28) + timedelta(days=1))
    year, month, day = f"{born:%y}", f"{born:%m}", f"{born.day + 60 * coordinated:02}"
    last = number(year + month + day, serial)
    century = f"{born:%Y}"[:2] if with_century else ""

    text = f"{century}{year}{between}{month}{between}{day}{before}{sign}{after}{last[:2]}{within}{last[2:]}"

    assert holds_personal_number(f"{head}{text}{tail}")


@given(st.integers(0, 99), st.integers(20, 99), st.integers(0, 99), st.integers(0, 9999))
@example(21, 20, 0, 1850)
@example(55, 60, 36, 793)
def test_number_of_an_organisation_is_never_taken_for_a_persons(first: int, month: int, third: int, last: int) -> None:
    assert not holds_personal_number(f"{first:02}{month}{third:02}-{last:04}")


def group_of(form: Form) -> Repeat:
    return next(step.repeat for step in form.steps if step.repeat is not None)


def risk_page(answers: Answers, item: int) -> Page:
    return next(page for page in pages_of(FORM, answers) if page.step.repeat is not None and page.item == item)


risks = st.lists(
    st.fixed_dictionaries({}, optional={"risk": st.text(), "troligt": st.integers(1, 4)}), min_size=1, max_size=2
)


def drafted(items: list[dict[str, AnswerValue]]) -> dict[str, AnswerValue]:
    told = {f"risker.{index}.{key}": value for index, item in enumerate(items) for key, value in item.items()}
    return {"utfall": "nej", "orsak": "Halka", **told, "risker.items": len(items)}


@given(risks, st.integers(0, 1))
def test_item_that_is_added_and_taken_away_again_leaves_every_word(
    items: list[dict[str, AnswerValue]], place: int
) -> None:
    assume(place < len(items))
    before = drafted(items)

    added = with_item_after(before, risk_page(before, place), group_of(FORM))

    assert without_item(added, risk_page(added, place + 1), group_of(FORM)) == before


@given(risks, st.integers(0, 1), st.dictionaries(st.sampled_from(["risk", "troligt"]), st.text()))
def test_saving_one_page_changes_no_other(items: list[dict[str, AnswerValue]], place: int, new: dict[str, str]) -> None:
    assume(place < len(items))
    before = drafted(items)
    page = risk_page(before, place)

    after = with_page(before, page, new)

    for one in pages_of(FORM, before):
        assert answers_on(one, after) == (new if one == page else answers_on(one, before))


@given(risks)
def test_completing_twice_is_completing_once(items: list[dict[str, AnswerValue]]) -> None:
    once = completed(FORM, drafted(items))

    assert completed(FORM, once) == once
    assert [page.number for page, _ in incomplete_pages(FORM, once)] == [
        page.number for page, _ in incomplete_pages(FORM, drafted(items))
    ]


@given(typed_pages())
def test_every_page_that_keeps_an_objection_about_something_missing_is_incomplete(
    typed: tuple[Page, dict[str, str]],
) -> None:
    page, told = typed
    form = next(form for form in FORMS if page in pages_of(form, {}))
    checked = check_page(page, told, {})
    missing = {one.question for one in checked.objections if one.complaint is Complaint.REQUIRED}

    incomplete = {
        one.number: {lack.question for lack in lacks}
        for one, lacks in incomplete_pages(form, with_page({}, page, checked.answers))
    }

    assert missing <= incomplete.get(page.number, set())
