"""Why a form is asked: what it rests on, and who will use the answer."""

from dataclasses import replace

import pytest

from scheduler.forms import Form
from scheduler.loading import load_shipped, shipped_wheels
from scheduler.reasons import Place, WhyAsked, why_asked
from scheduler.wheel_parts import Source
from tests.factories import FORM, WHEEL, make_activity

SOURCED = replace(FORM, source=(Source(document="004", heading="Självskattning", lines="L629–633"),))


def test_form_tells_its_own_place_and_everybody_on_the_way() -> None:
    activity = make_activity(via=("verksamhetschef",), receiver="von", decides="von", audience="medborgare")

    assert why_asked(WHEEL, activity, SOURCED) == WhyAsked(
        (Place("Ledningssystem", "Självskattning"),), ("Verksamhetschef", "Vård- och omsorgsnämnden", "medborgare")
    )


@pytest.mark.parametrize("form", [FORM, replace(FORM, source=(Source(document="005", heading="Annat"),))])
def test_shared_form_tells_the_place_of_the_activity(form: Form) -> None:
    assert why_asked(WHEEL, make_activity(), form) == WhyAsked((Place("Ledningssystem", "Egenkontroll"),), ())


@pytest.mark.parametrize("name", shipped_wheels())
def test_every_activity_has_a_place_to_point_to(name: str) -> None:
    content = load_shipped(name)
    told = {
        one.key: why_asked(content.wheel, one, content.form_in(one.key, one.answered_with, None)).places
        for one in content.wheel.activities
    }

    assert [key for key, places in told.items() if not places] == []
