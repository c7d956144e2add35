"""Every form that ships, as each of its activities asks it, can be answered to the end with whatever fits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.answers import completed, incomplete_pages
from scheduler.forms import Form, QuestionType, applying_on, pages_of
from tests.filled_forms import drafts_of, forms_as_asked

AS_ASKED = [pytest.param(form, id=f"{wheel}.{activity}") for wheel, activity, form in forms_as_asked()]


@pytest.mark.parametrize("form", AS_ASKED)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_form_is_complete_when_all_its_pages_are_answered(form: Form, data: st.DataObject) -> None:
    answers = data.draw(drafts_of(form))

    whole = completed(form, answers)

    required = {
        page.prefix + question.key
        for page in pages_of(form, answers)
        for question in applying_on(page, answers)
        if question.required
    }
    computed = {one.key for one in form.questions if one.type is QuestionType.COMPUTED}
    assert list(incomplete_pages(form, answers)) == []
    assert required <= whole.keys()
    assert computed <= {key.rpartition(".")[2] for key in whole}
    assert completed(form, whole) == whole
