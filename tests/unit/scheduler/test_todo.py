"""What a wheel leaves for its municipality to decide."""

from scheduler.rules import DateRule, MonthDay, StartRule, UndatedRule
from scheduler.todo import Todo, TodoKind, todos
from tests.factories import ACTIVITY, make_activity, make_wheel


def test_nothing_is_left_to_decide_when_every_activity_is_dated_and_performed() -> None:
    assert todos(make_wheel(ACTIVITY)) == ()


def test_every_decision_is_named_with_its_reason_in_the_order_of_the_wheel() -> None:
    undated = make_activity(key="a", title="A", rule=UndatedRule(why="Källan nämner inget datum."))
    lacking = make_activity(key="b", title="B", rule=DateRule(due=MonthDay(3, 31), every=2))
    endless = make_activity(key="c", title="C", rule=StartRule(opens=MonthDay(1, 1)))
    nobody = make_activity(key="d", title="D", performer=None, inferred=("due", "level"))
    based = make_activity(key="e", title="E", rule=DateRule(due=MonthDay(3, 31), every=2, base_year=2027))

    assert todos(make_wheel(undated, lacking, endless, nobody, based)) == (
        Todo("a", "A", TodoKind.DATE, "Källan nämner inget datum."),
        Todo("b", "B", TodoKind.BASE_YEAR),
        Todo("c", "C", TodoKind.END),
        Todo("d", "D", TodoKind.PERFORMER),
        Todo("d", "D", TodoKind.INFERRED, "due, level"),
    )
