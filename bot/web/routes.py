"""Every address of the service."""

from aiohttp import web

from bot.web import asking, calendar, council, entrance, form, health, wheel
from bot.web.readers import paced
from bot.web.visitor import for_signed_in, posted_by_signed_in

DIGEST = "{digest:[0-9]{1,9}}"
CODE, TASK = "{code:[A-Za-z0-9_-]{1,64}}", r"{task:\d{1,9}}"


def add_routes(app: web.Application) -> None:
    app.router.add_get("/calendar/{token}.ics", paced(calendar.calendar))
    app.router.add_get("/calendar/{token:[^./]+}", paced(calendar.page))
    app.router.add_get("/wheel/{token}.png", paced(wheel.picture))
    app.router.add_get("/wheel/{token}", paced(wheel.page))
    app.router.add_get("/open", asking.look)
    app.router.add_post("/open", asking.ask)
    app.router.add_get(f"/open/{CODE}", entrance.look)
    app.router.add_post(f"/open/{CODE}", entrance.enter)
    app.router.add_get("/form", for_signed_in(form.tasks))
    app.router.add_post("/form/sign-out", posted_by_signed_in(entrance.leave))
    app.router.add_get("/council", for_signed_in(council.digests))
    app.router.add_get("/council/now", for_signed_in(council.now))
    app.router.add_get(f"/council/{DIGEST}", for_signed_in(council.digest))
    app.router.add_get(f"/council/{DIGEST}.xlsx", for_signed_in(council.workbook))
    app.router.add_get(f"/council/{DIGEST}.docx", for_signed_in(council.report))
    app.router.add_get(f"/council/{DIGEST}/answers", for_signed_in(council.answers))
    app.router.add_get(f"/council/{DIGEST}/answers/{{answer:[0-9]{{1,9}}}}", for_signed_in(council.answer))
    app.router.add_get(f"/form/{TASK}", for_signed_in(form.task))
    app.router.add_post(f"/form/{TASK}", posted_by_signed_in(form.save))
    app.router.add_get("/healthz", health.healthz)
    app.router.add_get("/readyz", health.readyz)
    app.router.add_get("/metrics", health.metrics)
