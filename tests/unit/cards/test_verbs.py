"""What a button sends, and what is read back of a card's inputs."""

from cards.verbs import Verb, button, typed_from


def test_button_sends_the_same_whether_executed_or_submitted() -> None:
    sent = {"verb": "form.open", "task": 7}

    assert button("Svara", Verb.OPEN, {"task": 7}, style="positive") == {
        "type": "Action.Execute",
        "verb": "form.open",
        "title": "Svara",
        "data": sent,
        "style": "positive",
        "fallback": {"type": "Action.Submit", "title": "Svara", "data": sent, "style": "positive"},
    }


def test_button_leaves_inputs_alone_when_told_to() -> None:
    assert button("Hem", Verb.TASKS, with_inputs=False) == {
        "type": "Action.Execute",
        "verb": "tasks.show",
        "title": "Hem",
        "data": {"verb": "tasks.show"},
        "associatedInputs": "none",
        "fallback": {
            "type": "Action.Submit",
            "title": "Hem",
            "data": {"verb": "tasks.show"},
            "associatedInputs": "none",
        },
    }


def test_typed_from_keeps_inputs_alone() -> None:
    data = {"verb": "form.save", "task": 7, "q_utfall": "ja", "q_andel": 12.5, "q_tom": None, "q_valfri": "-"}

    assert typed_from(data) == {"utfall": "ja", "andel": "12.5", "tom": "", "valfri": ""}
