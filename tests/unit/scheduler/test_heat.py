"""Where it is weak: three states kept apart, last year beside this one, and nothing of what too few answered."""

from dataclasses import replace

from scheduler.digest_sections import OptionShare, Standing
from scheduler.heat import HeatRow, heat_maps
from tests.unit.cards.council_examples import CHECKS, COUNCIL, NOW, PLAN, THEN, options

WEAK, FINE, NA, NO = Standing.WEAK, Standing.FINE, Standing.NOT_APPLICABLE, Standing.NOT_ANSWERED


def test_every_place_has_a_row_and_every_question_a_column_for_each_year() -> None:
    (found,) = heat_maps(COUNCIL, (*THEN, *NOW))

    routine, plan = (question.question for question in CHECKS.questions[:2])
    assert found.columns == ((routine, "2026"), (routine, "2027"), (plan, "2026"), (plan, "2027"))
    assert found.rows == (
        HeatRow("Kronoparkens gruppbostad", "Funktionsstöd", (None, FINE, None, WEAK)),
        HeatRow("Norra hemtjänsten", "Hemtjänst", (WEAK, WEAK, WEAK, WEAK)),
        HeatRow("Södra hemtjänsten", "Hemtjänst", (None, FINE, None, NA)),
        HeatRow("Ekbacken", "Särskilt boende", (WEAK, WEAK, WEAK, WEAK)),
        HeatRow("Kroppkärr", "Särskilt boende", (WEAK, FINE, FINE, FINE)),
        HeatRow("Solgården", "Särskilt boende", (WEAK, FINE, WEAK, WEAK)),
        HeatRow("Björkgården", None, (None, NO, None, NO)),
    )


def test_place_that_chose_several_stands_by_its_weakest() -> None:
    both = replace(NOW[0], chosen={PLAN: ("ej_aktuellt", "ja", "nej")})

    (found,) = heat_maps(COUNCIL, (both,))

    assert found.rows[0].cells == (None, NO, None, WEAK)


def test_question_of_which_a_figure_is_hidden_has_no_column_but_is_told_of() -> None:
    few = (OptionShare("Ja", 6, "ja"), OptionShare("Nej", None, "nej", weak=True))
    checks = replace(CHECKS, questions=(replace(CHECKS.questions[0], options=few), CHECKS.questions[1]))

    (found,) = heat_maps(replace(COUNCIL, activities=(checks,)), NOW)

    assert {question for question, _ in found.columns} == {CHECKS.questions[1].question}
    assert found.hidden == 1


def test_activity_of_which_no_form_says_what_is_weak_has_no_map() -> None:
    plain = tuple(replace(option, weak=False) for option in options(1, 1, 1, 1))
    checks = replace(CHECKS, questions=(replace(CHECKS.questions[0], options=plain),))

    assert heat_maps(replace(COUNCIL, activities=(checks,)), NOW) == ()


def test_year_in_which_too_few_chose_something_has_no_column() -> None:
    routine, plan = CHECKS.questions[:2]
    few = tuple(replace(option, count=None) for option in routine.earlier[0].options)
    hidden = replace(routine, earlier=(replace(routine.earlier[0], options=few),))
    checks = replace(CHECKS, questions=(hidden, plan))

    (found,) = heat_maps(replace(COUNCIL, activities=(checks,)), (*THEN, *NOW))

    assert found.columns == ((routine.question, "2027"), (plan.question, "2026"), (plan.question, "2027"))
    assert found.rows[3] == HeatRow("Ekbacken", "Särskilt boende", (WEAK, WEAK, WEAK))


def test_digest_that_is_open_has_no_map_of_single_places() -> None:
    assert heat_maps(replace(COUNCIL, open=True), (*THEN, *NOW)) == ()


def test_places_of_one_name_in_two_areas_are_two_rows() -> None:
    namesake = replace(NOW[0], id=99, area="Hemtjänst", chosen={PLAN: ("nej",)})
    here = replace(NOW[0], chosen={PLAN: ("ja",)})

    (found,) = heat_maps(replace(COUNCIL, activities=(replace(CHECKS, missing=()),)), (here, namesake))

    assert found.rows == (
        HeatRow("Solgården", "Hemtjänst", (None, NO, None, WEAK)),
        HeatRow("Solgården", "Särskilt boende", (None, NO, None, FINE)),
    )
