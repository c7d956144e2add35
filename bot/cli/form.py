"""`arshjul form`: the forms with their questions, and a step as the card that would be sent."""

import click

from bot.cli.output import Format, format_option, print_json, print_table
from cards import phrases_cli as say
from cards.form_card import form_card
from scheduler.assignments import Assignment
from scheduler.clock import SystemClock, local_day
from scheduler.forms import Form, Question, asked_on, pages_of
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.organisation import Subject
from scheduler.slots import Precision
from scheduler.usecases.outcomes import FormPage
from scheduler.wheel_parts import Level


@click.group()
def form() -> None:
    """Formulären och deras frågor."""


@form.command("list")
@format_option(Format.TABLE, Format.JSON)
def list_forms(chosen: str) -> None:
    """Alla formulär som följer med."""
    forms = newest()
    if chosen == Format.JSON:
        print_json({"forms": [_summary(one) for one in forms.values()]})
        return
    rows = [
        (f"{one.key}\n{one.title}", str(one.version), str(len(one.questions)), str(len(one.steps)))
        for one in forms.values()
    ]
    print_table(say.FORM_COLUMNS, rows, keys=say.FORM_KEYS)


@form.command()
@click.argument("key", metavar="FORMULÄR")
@click.option("--step", type=click.IntRange(min=1), default=1, show_default=True, help="Vilket steg kortet visar.")
@format_option(Format.TABLE, Format.JSON, Format.CARD)
def show(key: str, *, step: int, chosen: str) -> None:
    """Formulärets frågor, eller ett steg som kort."""
    forms = newest()
    if key not in forms:
        raise click.UsageError(say.unknown_form(key, ", ".join(forms)))
    shown = forms[key]
    if chosen == Format.CARD:
        print_json(form_card(_page(shown, step)))
    elif chosen == Format.JSON:
        print_json({**_summary(shown), "why": shown.why, "steps_in_order": [_step(shown, n) for n in _numbers(shown)]})
    else:
        rows = [(one.title, question.text, question.type) for one in shown.steps for question in one.questions]
        print_table(say.QUESTION_COLUMNS, rows, title=shown.title)


def newest() -> dict[str, Form]:
    """The newest version of each form, by key."""
    return {one.key: one for one in shipped_forms()}


def _summary(form: Form) -> dict[str, object]:
    return {
        "key": form.key,
        "title": form.title,
        "version": form.version,
        "questions": len(form.questions),
        "steps": len(form.steps),
        "source": [" · ".join(filter(None, (one.document, one.heading, one.lines))) for one in form.source],
    }


def _numbers(form: Form) -> range:
    return range(len(form.steps))


def _step(form: Form, number: int) -> dict[str, object]:
    step = form.steps[number]
    return {
        "title": step.title,
        "repeat": step.repeat.key if step.repeat else None,
        "asked_in": step.asked_in,
        "questions": list(map(_question, step.questions)),
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "text": question.text,
        "type": str(question.type),
        "required": question.required,
        "support": str(question.support),
        "options": [option.key for option in question.options],
        "asked_in": question.asked_in,
    }


def _page(form: Form, step: int) -> FormPage:
    pages = pages_of(form, {})
    page = pages[min(step, len(pages)) - 1]
    today = local_day(SystemClock().now())
    example = Assignment(
        id=0,
        municipality_id=0,
        activity="example",
        title=form.title,
        slot=str(today.year),
        asks_from=today,
        opens=None,
        due=None,
        precision=Precision.NONE,
        subject=Subject(Level.UNIT, 0),
        place=say.EXAMPLE_PLACE,
        role="",
        state=State.OPEN,
        form=form.key,
    )
    return FormPage(
        task=example,
        form=form,
        page=page,
        asked=tuple(asked_on(page, {})),
        today=today,
        values={},
        objections=(),
        draft_version=0,
        token="",
        saved={},
    )
