"""The program as served, in a process of its own: `python -m benchmarks.answering_product DATABASE OPENID SERVICE`."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from benchmarks.children import obey, run
from benchmarks.far_end import APP_ID
from benchmarks.peers import cpu_of, serving
from benchmarks.sending_product import SELDOM, lay_out
from benchmarks.town_in_use import BOT, MORNING, TENANT, content_in_use, conversation_of, service_on
from bot.app import Extras, build_app
from bot.service import Service
from bot.settings import Settings
from bot.web.keys import ENGINES
from cards.verbs import INPUT_PREFIX, Verb
from scheduler.assignments import Assignment
from scheduler.audit import By
from scheduler.clock import local_day
from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.usecases.answering import open_form
from scheduler.usecases.desk import Move
from store.opening import open_store

FORM = "common.klart"
TYPED = {
    INPUT_PREFIX + "klart_datum": "2027-01-08",
    INPUT_PREFIX + "kommentar": "Vi gick igenom planen med alla i gruppen, sade Åsa.",
}


async def _run(url: str, openid: str, service_url: str) -> None:
    settings = Settings(app_id=APP_ID, app_password="secret", app_tenant_id=TENANT, service_urls=("127.0.0.1",))
    store = open_store(url)
    await asyncio.to_thread(lay_out, url, 0, service_url)
    service = service_on(store, content_in_use(), settings)
    app = build_app(settings, service, extras=Extras(openid_url=openid), every=SELDOM)
    tasks = _tasks(service)

    async def prepare(*, count: int, file: str) -> int:
        """Write so many handed-in forms to the file, one a line; how many there were."""
        lines = [await asyncio.to_thread(_body, service, *one, service_url) for one in islice(tasks, count)]
        await asyncio.to_thread(Path(file).write_bytes, b"\n".join(lines))
        return len(lines)

    async with serving(app) as port:
        (engine,) = app[ENGINES].values()
        while engine.worked_at is None:
            await asyncio.sleep(0.01)
        await obey({"port": port, "cpu": cpu_of, "prepare": prepare})
    store.close()


def _tasks(service: Service) -> Iterator[tuple[Person, Assignment]]:
    """Each open task with a form of one page, and who may answer it."""
    today = local_day(MORNING)
    with service.store.read() as uow:
        people = uow.people.everyone(service.municipality_id)
        theirs = uow.assignments.of_persons([one.id for one in people], today, states=[State.OPEN])
    given = set[int]()
    for person in people:
        for task in theirs.get(person.id, ()):
            if task.form == FORM and task.id not in given:
                given.add(task.id)
                yield person, task


def _body(service: Service, person: Person, task: Assignment, service_url: str) -> bytes:
    """What Teams sends when the one page of a form that was opened before is handed in."""
    token = service.tokens.new()
    by = By(municipality_id=person.municipality_id, at=MORNING, request="benchmark", person_id=person.id)
    open_form(service.store, service.content, person, task.id, now=MORNING, tokens=service.tokens, by=by)
    place = {"task": task.id, "step": 0, "item": 0, "version": 0, "token": token, "move": Move.SUBMIT}
    return orjson.dumps(_invoke(person, {"verb": Verb.SAVE, **place, **TYPED}, service_url))


def _invoke(person: Person, data: Mapping[str, object], service_url: str) -> dict[str, Any]:
    return {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": f"in-{data['task']}",
        "replyToId": "card-1",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": f"29:{person.id}", "name": person.name, "aadObjectId": person.entra_object_id},
        "recipient": {"id": BOT, "name": "Årshjulet"},
        "conversation": {"id": conversation_of(person.id), "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "value": {"action": {"type": "Action.Execute", "verb": data["verb"], "data": data}, "trigger": "manual"},
    }


if __name__ == "__main__":
    run(_run(*sys.argv[1:]))
