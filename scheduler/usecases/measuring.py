"""What answers cost, worked out when the clock ticks, so that nobody waits for it when handing in."""

from dataclasses import replace

from scheduler.effort import seconds_spent
from scheduler.forms import pages_of
from scheduler.last_year import reuse_in
from scheduler.loading import Content
from scheduler.ports import UnitOfWork
from scheduler.ports_comforts import Effort, Uncounted
from scheduler.usecases.beside import earlier_answers


def count_efforts(uow: UnitOfWork, content: Content, municipality_id: int) -> int:
    """How long each new answer took and how much of it was left as the year before; how many answers there were."""
    new = uow.comforts.uncounted(municipality_id)
    for one in new:
        uow.comforts.note(_effort(uow, content, municipality_id, one))
    if new:
        uow.comforts.measure(municipality_id)
    return len(new)


def _effort(uow: UnitOfWork, content: Content, municipality_id: int, one: Uncounted) -> Effort:
    """Mending a returned answer says nothing of how long the form takes."""
    effort = Effort(
        submission_id=one.submission_id,
        municipality_id=municipality_id,
        form=one.form,
        form_version=one.form_version,
        seconds=None,
        unchanged=0,
        comparable=0,
    )
    if one.form not in content.forms:
        return effort
    form = content.form_in(one.activity, one.form, one.form_version)
    earlier = uow.comforts.known_of(one.assignment_id, one.form_version).earlier
    reuse = reuse_in(form, earlier_answers(content, one.activity, form, earlier), one.answers)
    moments = uow.comforts.moments(one.assignment_id) if one.revision == 1 else ()
    return replace(
        effort,
        seconds=seconds_spent(moments, pages=len(pages_of(form, one.answers))),
        unchanged=reuse.unchanged,
        comparable=reuse.comparable,
    )
