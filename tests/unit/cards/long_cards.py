"""Cards with the longest texts and the largest numbers that can come: all must still be sent."""

from collections.abc import Iterator
from dataclasses import replace

from cards.action_cards import action_card, action_list_card, new_action_card
from cards.adaptive import Card
from cards.demo_cards import PersonChoice, demo_moved_card, demo_people_card
from cards.digest_card import digest_card
from cards.digest_choice import digest_choice_card
from cards.form_card import form_card
from cards.greeting_cards import help_card, no_access_card
from cards.receipt_card import receipt_card
from cards.refused_card import refused_card
from cards.several_card import several_card
from cards.start_card import start_card
from cards.task_cards import daily_card, task_list_card
from scheduler.actions import Particulars
from scheduler.answers import LONGEST_TEXT, Complaint, Objection, completed
from scheduler.assignments import Assignment
from scheduler.chains import Awaited
from scheduler.client_matters import ClientMatters
from scheduler.digest_sections import ActionCounts, RiskCell
from scheduler.digests import Digest
from scheduler.forms import FREE_TEXT, Answers, Form, Page, QuestionType, pages_of
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.reasons import LedTo, Place, WhyAsked
from scheduler.usecases.action_lists import ActionList
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.opening import Waiting
from scheduler.usecases.outcomes import Notice, Reason, Receipt, Refused
from scheduler.usecases.several import Fit, Several, Unit
from scheduler.usecases.tasks import TaskList
from tests.filled_forms import opened
from tests.unit.cards import action_examples
from tests.unit.cards import card_examples as example
from tests.unit.cards.digest_examples import CHECKS, CONTROLS, DIGEST, OFFERED, WHOLE_YEAR, missing
from tests.unit.cards.start_examples import many

SENTENCE = "Vi såg över rutinen för läkemedel på våren, och följer upp den i höst. "
LONG_TEXT = (SENTENCE * 60)[:LONGEST_TEXT]
LONG_TITLE = (SENTENCE * 10)[:600]
LONG_NAME = "Gruppbostaden Norra Ängsgårdens särskilda boende för äldre"


LONG_ROUTINE = ClientMatters(routine=LONG_TITLE, link=f"https://karlstad.example/{'a' * 570}")
LONG_WHY = WhyAsked(
    tuple(Place(LONG_NAME, f"{LONG_NAME} {number}") for number in range(4)),
    (LONG_NAME,) * 4,
    tuple(LedTo(slot=f"202{n}", body=LONG_NAME, adopted=False, decided_on=example.TODAY) for n in range(3)),
)


def long_task(number: int) -> Assignment:
    return replace(example.LATE, id=number, title=LONG_TITLE, place=LONG_NAME, state=State.RETURNED)


TASKS = tuple(replace(example.TASKS[n % 6], id=n, place=f"{LONG_NAME} {n}") for n in range(200))
LONG_TASKS = tuple(map(long_task, range(40)))
LONG_WAITING = tuple(Waiting(one, (Awaited("a", LONG_TITLE, 0, 200),) * 9) for one in LONG_TASKS)


LONG_SAYS = Particulars(
    deficiency=LONG_TEXT, measure=LONG_TEXT, named=LONG_TEXT, wanted=LONG_TEXT, evidence=LONG_TEXT * 5
)
LONG_ACTION = replace(action_examples.LIFT, says=LONG_SAYS, title=LONG_TITLE, place=LONG_NAME, round=3)
LONG_ASKED = tuple(replace(one, action=replace(LONG_ACTION, id=one.action.id)) for one in action_examples.ASKED * 20)
LONG_ELSEWHERE = tuple(replace(action_examples.ELSEWHERE[0], action=LONG_ACTION, who=LONG_NAME) for _ in range(9))
WORDY = {"words": LONG_TEXT, "deficiency": LONG_TEXT, "measure": LONG_TEXT, "named": LONG_NAME}
LONG_HISTORY = tuple(replace(action_examples.DELAYED, words=LONG_TEXT) for _ in range(50))
LONG_PAGES = tuple(
    replace(
        page,
        action=replace(LONG_ACTION, state=page.action.state),
        history=LONG_HISTORY,
        values=WORDY,
        objections=(Objection("words", Complaint.PERSONAL_NUMBER),),
        is_stale=True,
    )
    for page in (
        action_examples.action_page(),
        action_examples.TO_JUDGE,
        action_examples.RETURNED,
        action_examples.TO_FOLLOW,
        action_examples.TO_SETTLE,
    )
)


def full_page(form: Form, page: Page) -> Card:
    typed = {one.key: LONG_TEXT for one in page.step.questions if one.type in FREE_TEXT}
    objections = tuple(Objection(key, Complaint.PERSONAL_NUMBER, where=LONG_TEXT[:90]) for key in typed)
    shown = example.form_page(
        page,
        typed,
        form=form,
        objections=objections,
        notice=Notice.STALE,
        saved=typed,
        last_year=typed,
        last_slot="2025",
        may_keep=True,
        client_matters=LONG_ROUTINE,
        why=LONG_WHY,
    )
    return form_card(shown, web=True)


def full_pages() -> Iterator[tuple[str, Card]]:
    for form in shipped_forms():
        for page in pages_of(form, opened(form)):
            yield f"form_full_{form.key}_{page.number}", full_page(form, page)


def full_answers(form: Form, items: int) -> Answers:
    counters: Answers = {
        **opened(form),
        **{f"{step.repeat.key}.items": items for step in form.steps if step.repeat},
    }
    texts = {
        page.prefix + one.key: LONG_TEXT
        for page in pages_of(form, counters)
        for one in page.step.questions
        if one.type is QuestionType.TEXT
    }
    return completed(form, {**counters, **texts})


def receipt(form: Form) -> Card:
    sent = example.submission(form, full_answers(form, 20), revision=3)
    return receipt_card(
        Receipt(
            task=long_task(1),
            form=form,
            submission=sent,
            today=example.TODAY,
            remaining=LONG_TASKS,
            client_matters=LONG_ROUTINE,
            alike=LONG_TASKS,
        )
    )


def full_digest() -> Digest:
    crowd = tuple(missing(f"{LONG_NAME} {number}", late=number % 2 == 0) for number in range(200))
    crowded = replace(CHECKS, title=LONG_TITLE, expected=204, missing=crowd, areas=CHECKS.areas * 6)
    return replace(DIGEST, activities=(crowded,) * 25)


def full_sections() -> Digest:
    """Every section as full and every word as long as they can be."""
    pattern, risk = WHOLE_YEAR.patterns[0], WHOLE_YEAR.risks
    assert risk is not None
    wide = replace(pattern, title=LONG_TITLE, question=LONG_TITLE, places=(LONG_NAME,) * 200, count=200)
    top = replace(risk.top[0], name=LONG_TEXT, place=LONG_NAME)
    cells = tuple(RiskCell(likely, high, 1000) for likely in range(1, 6) for high in range(1, 6))
    return replace(
        WHOLE_YEAR,
        patterns=(wide,) * 30,
        comparisons=tuple(replace(one, place=LONG_NAME, kind=LONG_TITLE) for one in WHOLE_YEAR.comparisons[:1]) * 90,
        risks=replace(risk, scale=5, cells=cells, top=(top,) * 5),
        actions=(ActionCounts(LONG_NAME, 1000, 100, 1000),) * 50,
        decisions=(replace(WHOLE_YEAR.decisions[0], title=LONG_TITLE, place=LONG_NAME),) * 30,
        deadlines=(replace(WHOLE_YEAR.deadlines[0], title=LONG_TITLE),) * 90,
        quotes=(replace(WHOLE_YEAR.quotes[0], text=LONG_TEXT, question=LONG_TITLE, place=LONG_NAME),) * 30,
        activities=(replace(CONTROLS, title=LONG_TITLE, questions=CONTROLS.questions * 10),) * 20,
    )


def digest_parts(digest: Digest, name: str = "digest_full") -> Iterator[tuple[str, Card]]:
    """Part after part, until the last one comes again."""
    part, last = 0, None
    while (shown := digest_card(digest, preview=True, part=part)) != last:
        yield f"{name}_{part}", shown
        part, last = part + 1, shown


LONG: dict[str, Card] = {
    "tasks_many": task_list_card(TaskList(example.TODAY, TASKS, example.COMING, 200), LONG_NAME),
    "tasks_long": task_list_card(TaskList(example.TODAY, LONG_TASKS, LONG_TASKS[:5], 0), LONG_NAME),
    "tasks_waiting_many": task_list_card(
        TaskList(example.TODAY, LONG_TASKS, LONG_TASKS[:5], 0, LONG_WAITING),
        LONG_NAME,
        reads_digests=True,
        may_start=True,
        web=True,
    ),
    "start_many": start_card(many(60, 100)),
    "start_long": start_card(many(200, 300, title=LONG_TITLE[:590], place=LONG_NAME)),
    "daily_many": daily_card(Daily(example.TODAY, TASKS, 200, is_catch_up=True), LONG_NAME),
    "daily_long_actions": daily_card(
        Daily(example.TODAY, LONG_TASKS, 0, is_catch_up=False, actions=LONG_ASKED), LONG_NAME
    ),
    "actions_long": action_list_card(ActionList(example.TODAY, LONG_ASKED, LONG_ELSEWHERE), part=1),
    "actions_long_last": action_list_card(ActionList(example.TODAY, LONG_ASKED, LONG_ELSEWHERE), part=99),
    **{f"action_long_{number}": action_card(page) for number, page in enumerate(LONG_PAGES)},
    "action_long_new": new_action_card(replace(action_examples.NEW, values=WORDY)),
    "form_long_actions": form_card(
        replace(example.form_page(example.page_of(example.STORY_FORM, 1)), actions=(LONG_ACTION,) * 60)
    ),
    "daily_long": daily_card(Daily(example.TODAY, LONG_TASKS, 0, is_catch_up=False), LONG_NAME),
    **dict(full_pages()),
    **{f"receipt_full_{form.key}": receipt(form) for form in (*shipped_forms(), example.RISK_FORM)},
    "several_full": several_card(
        Several(
            source=long_task(1),
            units=tuple(Unit(one, Fit.READY) for one in LONG_TASKS),
            today=example.TODAY,
            token="tok3n-tok3n-tok3n-tok3n",
            gone=3,
            refused=True,
        )
    ),
    "refused_full": refused_card(
        Refused(
            reason=Reason.ANSWERED,
            today=example.TODAY,
            typed={f"{LONG_TITLE} {number}": LONG_TEXT for number in range(3)},
            task=long_task(1),
            answered_by=LONG_NAME,
            answered_at=example.SENT_AT,
            remaining=LONG_TASKS,
        )
    ),
    **dict(digest_parts(full_digest())),
    **dict(digest_parts(full_sections(), "digest_sections_full")),
    "digest_choice_many": digest_choice_card(
        [replace(one, plan=replace(one.plan, title=LONG_TITLE[:590]), receiver=LONG_NAME) for one in OFFERED * 30]
    ),
    "help_unknown": help_card(unknown=LONG_TEXT, demo=True),
    "no_access": no_access_card(LONG_NAME),
    "demo_moved": demo_moved_card(example.TODAY, [(LONG_NAME, 200)] * 200, [LONG_TITLE] * 10),
    "demo_people": demo_people_card([PersonChoice(n, LONG_NAME, "Enhetschef", LONG_NAME) for n in range(100)], 7),
}
