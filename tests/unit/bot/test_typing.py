"""What invented people type is an answer to whatever a form asks."""

from random import Random

import pytest

from bot.simulation.typing import typed_for
from scheduler.answers import check_page
from scheduler.forms import Form, asked_on, pages_of
from scheduler.loading import shipped_forms
from tests.factories import FORM, MONDAY
from tests.filled_forms import opened


@pytest.mark.parametrize("form", [FORM, *shipped_forms()], ids=lambda form: form.key)
def test_what_is_typed_is_taken_on_every_page_and_after_every_condition(form: Form) -> None:
    random, answers = Random(1), opened(form)

    for page in pages_of(form, answers):
        asked = tuple(asked_on(page, answers))
        typed = typed_for(asked, random=random, today=MONDAY)

        assert typed.keys() == {question.key for question in asked}
        assert check_page(page, typed, answers, today=MONDAY).objections == ()
