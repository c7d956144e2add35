"""One card of every kind, as kept in tests/golden; `python -m tests.unit.cards.golden_cards` writes them anew."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from cards import phrases_actions
from cards.action_cards import action_card, action_list_card, made_card, new_action_card, refused_action_card
from cards.adaptive import Card
from cards.calendar_card import calendar_card
from cards.demo_cards import PersonChoice, demo_moved_card, demo_people_card
from cards.digest_card import digest_card
from cards.digest_choice import digest_choice_card
from cards.form_beside import redirect_card
from cards.form_card import form_card
from cards.greeting_cards import help_card, no_access_card, welcome_card
from cards.notice_cards import calendars_closed_card
from cards.recall_card import recalled_card
from cards.receipt_card import receipt_card
from cards.refused_card import refused_card
from cards.review_card import review_card
from cards.review_list_card import judged_card, review_list_card
from cards.several_card import several_card
from cards.start_card import already_started_card, start_card
from cards.subscribing import Address
from cards.task_cards import daily_card, task_list_card
from cards.web_card import web_card
from cards.wheel_card import wheel_card
from scheduler.answers import Complaint, Objection
from scheduler.client_matters import ClientMatters
from scheduler.digest_open import in_the_open
from scheduler.lifecycle import State
from scheduler.usecases.action_lists import ActionList
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.outcomes import Notice, Reason, Receipt, Refused
from scheduler.usecases.tasks import TaskList
from tests.factories import MONDAY
from tests.unit.cards import action_examples, pulse_examples, several_examples, start_examples
from tests.unit.cards import card_examples as example
from tests.unit.cards import review_examples as review
from tests.unit.cards.digest_examples import DIGEST, LMU, OFFERED, WHOLE_YEAR
from tests.unit.cards.people_examples import PEOPLE_CARDS
from tests.unit.cards.wheel_examples import KARLSTAD

LINK = "example.test/open/Zm9yLWV4YW1wbGUtb25seS0wMDAwMDAwMA"
ADDRESS = "example.test/calendar/Zm9yLWV4YW1wbGUtb25seS0wMDAwMDAwMA.ics"
PEOPLE = (
    PersonChoice(1, "Anna Lindqvist", "Enhetschef", "Sandbäcken, Rosengården, Kroppkärr"),
    PersonChoice(2, "Karin Östlund", "Verksamhetschef", "Särskilt boende"),
    PersonChoice(3, "Maria Castillo", "Kvalitetsrådets sekreterare", ""),
)
RISK_PAGE = example.form_page(
    example.page_of(example.RISK_FORM, 2, {"risker.items": 3}),
    {"risk": "Larmet når inte fram.", "sannolikhet": "2", "konsekvens": "4"},
    form=example.RISK_FORM,
    task=example.RISK_TASK,
)
OBJECTED = example.form_page(
    example.page_of(example.STORY_FORM, 2),
    {"utfall": "delvis", "andel": "många"},
    objections=(Objection("skillnad", Complaint.REQUIRED), Objection("andel", Complaint.NOT_A_NUMBER)),
)

GOLDEN: dict[str, Card] = {
    "welcome": welcome_card(example.ANNA, open_tasks=3),
    "welcome_idle": welcome_card(example.ANNA, open_tasks=0),
    "help": help_card(demo=False),
    "help_unknown_demo": help_card(unknown="när är det *fika*?", demo=True),
    "no_access": no_access_card("Cilla Berg"),
    "tasks": task_list_card(TaskList(example.TODAY, example.TASKS, example.COMING, 2), example.ANNA),
    "tasks_none": task_list_card(TaskList(example.TODAY, (), example.COMING, 5), example.ANNA),
    "tasks_waiting": task_list_card(example.WAITING_TASKS, example.ANNA, reads_digests=True, may_start=True),
    "start": start_card(start_examples.OFFERED, start_examples.without_place()),
    "start_many": start_card(start_examples.many(12, 8)),
    "start_nothing": start_card(()),
    "start_already": already_started_card(example.NEAR),
    "daily": daily_card(Daily(example.TODAY, example.TASKS[:3], 2, is_catch_up=False), example.ANNA),
    "daily_catch_up": daily_card(Daily(example.TODAY, (example.RETURNED,), 0, is_catch_up=True), example.ANNA),
    "daily_with_pulse": daily_card(
        Daily(example.TODAY, example.TASKS[:2], 0, is_catch_up=False, pulse=pulse_examples.CALM), example.ANNA
    ),
    "pulse_alone": daily_card(
        Daily(example.TODAY, (), 2, is_catch_up=False, pulse=pulse_examples.TROUBLED), example.ANNA
    ),
    "daily_with_actions": daily_card(
        Daily(example.TODAY, example.TASKS[:2], 0, is_catch_up=False, actions=action_examples.ASKED), example.ANNA
    ),
    "actions": action_list_card(action_examples.LIST),
    "actions_none": action_list_card(ActionList(example.TODAY, ())),
    "action_responsible": action_card(action_examples.action_page()),
    "action_unsaved": action_card(action_examples.action_page(values={"words": "Kvitto"}, is_unsaved=True)),
    "action_to_judge": action_card(action_examples.TO_JUDGE),
    "action_returned": action_card(action_examples.RETURNED),
    "action_to_follow": action_card(action_examples.TO_FOLLOW),
    "action_to_settle": action_card(action_examples.TO_SETTLE),
    "action_closed": action_card(action_examples.CLOSED),
    "action_new": new_action_card(action_examples.NEW),
    "action_made": made_card(action_examples.ALARM),
    "action_refused": refused_action_card(
        phrases_actions.NOT_YOURS_TITLE, phrases_actions.NOT_YOURS, {"words": "Leveransen *dröjer*."}
    ),
    "form_with_actions": form_card(
        replace(example.form_page(example.page_of(example.STORY_FORM, 1)), actions=action_examples.OPEN)
    ),
    "receipt_with_actions": receipt_card(
        Receipt(
            task=replace(example.STARTED, state=State.SUBMITTED),
            form=example.STORY_FORM,
            submission=example.submission(example.STORY_FORM, example.STORY_ANSWERS),
            today=example.TODAY,
            remaining=(),
            actions=2,
        )
    ),
    "recalled": recalled_card("Datumet i utskicket var fel. Ett nytt kommer i morgon.", in_channel=False),
    "recalled_in_channel": recalled_card("Siffrorna räknade med fel enheter.", in_channel=True),
    "form_first_page": form_card(
        example.form_page(
            example.page_of(example.STORY_FORM, 1), {"utfall_mal": "Vi nådde tre av fyra."}, notice=Notice.RESUMED
        )
    ),
    "form_objections": form_card(OBJECTED),
    "form_stale": form_card(example.STALE_PAGE),
    "form_last_page": form_card(
        example.form_page(
            example.page_of(example.STORY_FORM, 3),
            objections=(Objection("erfarenheter", Complaint.REQUIRED),),
            notice=Notice.INCOMPLETE,
        )
    ),
    "form_last_year": form_card(example.LAST_YEAR_PAGE),
    "form_kept": form_card(
        replace(example.LAST_YEAR_PAGE, values=example.LAST_YEAR_PAGE.last_year, may_keep=False, notice=Notice.KEPT)
    ),
    "form_client_matter": form_card(replace(example.LAST_YEAR_PAGE, last_year={}, client_matters=example.ROUTINE)),
    "client_matter": redirect_card(example.ROUTINE),
    "client_matter_unnamed": redirect_card(ClientMatters()),
    "form_personal_number": form_card(
        example.form_page(
            example.page_of(example.STORY_FORM, 1),
            {"utfall_mal": "Brukaren 850709-9805 föll i badrummet, och vi ändrade rutinen."},
            objections=(
                Objection(
                    "utfall_mal",
                    Complaint.PERSONAL_NUMBER,
                    where="Brukaren •••• föll i badrummet, och vi ändrade rutinen.",
                ),
            ),
        )
    ),
    "form_repeat": form_card(RISK_PAGE),
    "form_all_kinds": form_card(
        example.form_page(
            example.page_of(example.RISK_FORM, 2),
            {"kallor": "enkat,tillsyn", "kostnad": "12500.5", "klart": "2027-03-01"},
            form=example.RISK_FORM,
            task=example.RISK_TASK,
        )
    ),
    "receipt": receipt_card(
        Receipt(
            task=example.STARTED,
            form=example.STORY_FORM,
            submission=example.submission(example.STORY_FORM, example.STORY_ANSWERS),
            today=example.TODAY,
            remaining=(example.LATE, example.NEAR),
        )
    ),
    "receipt_repeat_revised": receipt_card(
        Receipt(
            task=example.RISK_TASK,
            form=example.RISK_FORM,
            submission=example.submission(example.RISK_FORM, example.RISK_ANSWERS, revision=2),
            today=example.TODAY,
            remaining=(),
        )
    ),
    "receipt_for_several": receipt_card(several_examples.RECEIPT),
    "receipt_client_matter": receipt_card(replace(several_examples.RECEIPT, alike=(), client_matters=example.ROUTINE)),
    "several_filled": several_card(several_examples.FILLED),
    "several_lacking": several_card(several_examples.LACKING),
    "several_sent": several_card(several_examples.SENT),
    "several_refused": several_card(several_examples.REFUSED),
    "several_closed": several_card(several_examples.CLOSED),
    "refused_answered": refused_card(
        Refused(
            reason=Reason.ANSWERED,
            today=example.TODAY,
            typed={"Hur gick det med vart och ett av målen?": "Vi nådde *alla*.\n1. Maten\n2. Kontinuiteten"},
            task=example.STARTED,
            answered_by="Karin Östlund",
            answered_at=example.SENT_AT,
            remaining=(example.NEAR,),
        )
    ),
    "refused_not_yours": refused_card(
        Refused(reason=Reason.NOT_YOURS, today=example.TODAY, typed={"utfall_mal": "Vi nådde alla."})
    ),
    "refused_not_open": refused_card(
        Refused(reason=Reason.NOT_OPEN, today=example.TODAY, typed={}, task=example.COMING[0])
    ),
    "digest": digest_card(DIGEST, preview=False),
    "digest_preview": digest_card(DIGEST, preview=True),
    "digest_sections": digest_card(
        WHOLE_YEAR, preview=False, others=True, changed=3, page="https://arshjul.example/council/7"
    ),
    "digest_in_channel": digest_card(in_the_open(WHOLE_YEAR), preview=False),
    "digest_choice": digest_choice_card(OFFERED),
    "daily_with_digest": daily_card(Daily(MONDAY, (), 0, is_catch_up=False, digests=(LMU,)), "Anna Ek"),
    "calendar_fresh": calendar_card(Address(f"https://{ADDRESS}")),
    "calendars_closed": calendars_closed_card(2),
    "calendar_known": calendar_card(None, created_on=date(2027, 1, 18)),
    "wheel_of_a_choice": wheel_card(
        "https://example.test/wheel/t.png",
        "https://example.test/wheel/t",
        year=2027,
        marks=KARLSTAD[:3],
        alt_text="Årshjul 2027 – Särskilt boende",
        example=False,
        sights=[("me", "Mina uppgifter"), ("area:Särskilt boende", "Särskilt boende"), ("wheel", "Förvaltningen")],
        sight="area:Särskilt boende",
    ),
    "wheel": wheel_card(
        "https://example.test/wheel/abc.png",
        "https://example.test/wheel/abc",
        year=2027,
        marks=KARLSTAD,
        alt_text="Årshjul för 2027 med 24 aktiviteter: 3 klara, 5 öppna, 16 planerade.",
        example=True,
    ),
    "review_list": review_list_card(review.WAITING, example.TODAY),
    "review_list_none": review_list_card((), example.TODAY),
    "review_first": review_card(review.FIRST),
    "review_revised": review_card(review.REVISED),
    "review_objections": review_card(review.OBJECTED),
    "review_stale": review_card(review.STALE),
    "review_repeat": review_card(review.RISKS, part=1),
    "review_returned": judged_card(review.JUDGED),
    "review_by_another": judged_card(review.BY_ANOTHER),
    "form_returned": form_card(review.RETURNED_PAGE),
    "daily_beside": daily_card(Daily(example.TODAY, (), 0, is_catch_up=False, beside=review.TOLD_ON), example.ANNA),
    "daily_warned": daily_card(
        Daily(example.TODAY, example.TASKS[:1], 2, is_catch_up=False, beside=review.WARNED), example.ANNA
    ),
    "demo_moved": demo_moved_card(
        date(2027, 1, 18), [("Anna Lindqvist", 3), ("Farid Rahimi", 1)], ["Halvårsläget inför sommaren"]
    ),
    "demo_moved_quiet": demo_moved_card(date(2027, 7, 12), [], []),
    "demo_people": demo_people_card(PEOPLE, 1),
    "form_with_web": form_card(example.form_page(example.page_of(example.STORY_FORM, 1)), web=True),
    "tasks_with_web": task_list_card(TaskList(example.TODAY, example.TASKS[:1], (), 0), example.ANNA, web=True),
    "web_form": web_card(f"https://{LINK}", task=2),
    "web_tasks": web_card(f"https://{LINK}", task=None),
    **PEOPLE_CARDS,
}

GOLDEN_FOLDER = Path(__file__).parents[2] / "golden"


def golden_file(name: str) -> Path:
    return GOLDEN_FOLDER / f"{name}.card.json"


def as_kept(card: Card) -> str:
    return json.dumps(card, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, card in GOLDEN.items():
        golden_file(name).write_text(as_kept(card), encoding="utf-8")
