"""The council's pages: what was told, each figure with the way to its answers, and the answers themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cards import phrases_council as say
from cards import phrases_digest as shared
from cards.council_charts import line_of, matrix_of
from cards.council_views import Place, activities_of
from cards.web_frame import Frame, Link, told_page, web_page
from cards.words_of_answers import answer_words
from cards.words_of_time import day_words, moment_words, period_words
from scheduler.clock import local_day
from scheduler.digest_answers import CountedAnswer
from scheduler.digests import Digest
from scheduler.forms import Form, pages_of
from scheduler.heat import heat_maps
from scheduler.ports_digesting import Kept
from scheduler.usecases.reading_digests import ReadAnswer, ReadDigest


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a list, with the way to what is behind it, if there is one."""

    words: str
    link: str = ""


def digests_page(told: Iterable[Kept], *, frame: Frame) -> str:
    rows = [
        (
            f"/council/{one.id}",
            one.digest.title,
            shared.subtitle(one.digest.body_name, moment_words(one.digest.cut_off)),
            say.headline(one.digest.answered, one.digest.expected),
        )
        for one in told
    ]
    return web_page("council_list.html", title=say.DIGESTS, frame=frame, rows=rows, say=say)


def no_digest_page(*, frame: Frame) -> str:
    """The same for one that does not exist and one that is for others."""
    return told_page(say.NOT_FOUND, say.NOT_FOUND_TEXT, links=(Link(say.BACK, "/council"),), frame=frame)


def digest_page(read: ReadDigest, *, frame: Frame) -> str:
    digest, place = read.digest, Place(read.id)
    return web_page(
        "council.html",
        title=digest.title,
        frame=frame,
        say=say,
        shared=shared,
        digest=digest,
        subtitle=shared.subtitle(digest.body_name, period_words(digest.period)),
        counted=say.counted_until(moment_words(digest.cut_off)),
        headline=say.headline(digest.answered, digest.expected),
        is_now=read.id is None,
        changed=say.changed(len(read.changed)) if read.changed else "",
        files=_files(place),
        activities=activities_of(digest, place),
        maps=heat_maps(digest, read.answers),
        lines=[line_of(trend) for trend in read.trends],
        matrix=matrix_of(digest.risks) if digest.risks and digest.risks.cells else None,
        risks=tuple(_risks(digest, place)),
        patterns=tuple(_patterns(digest, place)),
        decisions=tuple(_decisions(digest)),
        period_words=period_words,
        day_words=day_words,
    )


def answers_page(read: ReadDigest, behind: Iterable[CountedAnswer], what: str, *, frame: Frame) -> str:
    """The answers that one figure counts; `what` says which figure in words."""
    place = Place(read.id)
    rows = [
        (
            one.place,
            one.area or shared.ADMINISTRATION,
            local_day(one.submitted_at).isoformat(),
            str(one.revision),
            say.CHANGED if one.is_changed else "",
            place.answer(one.id),
        )
        for one in behind
    ]
    return web_page(
        "council_answers.html",
        title=say.THE_ANSWERS,
        frame=frame,
        say=say,
        what=what,
        rows=rows,
        back=f"/council/{read.id}",
    )


def answer_page(
    read: ReadAnswer, form: Form, hidden: frozenset[str], *, role: str, digest_id: int, frame: Frame
) -> str:
    """One counted answer, whole but for the questions of which too few answers are known; the role, not the name."""
    submission = read.submission
    day = day_words(local_day(submission.submitted_at))
    return web_page(
        "council_answer.html",
        title=say.activity(read.told.title, read.told.place),
        frame=frame,
        say=say,
        period=period_words(read.told.slot),
        answered=say.answered_on(day, role, submission.revision),
        newer=say.NEWER if read.told.is_changed else "",
        rows=tuple(_given(read, form, hidden)),
        back=f"/council/{digest_id}",
    )


def figure_words(digest: Digest, activity: str, period: str, question: str, option: str) -> str:
    """What a figure is about, as its page says it; empty where the digest has no such figure or does not show it."""
    found = next((one for one in digest.activities if (one.activity, one.slot) == (activity, period)), None)
    if found is None:
        return ""
    whole = say.activity(found.title, period_words(found.slot))
    if not question:
        return whole
    asked = next((one for one in found.questions if one.key == question and not one.hidden), None)
    chosen = next((one for one in asked.options if one.key == option and one.count), None) if asked else None
    return f"{whole}: {asked.question} {chosen.title}" if asked and chosen else ""


def _files(place: Place) -> list[tuple[str, str]]:
    if place.digest_id is None:
        return []
    return [(say.EXCEL, place.file("xlsx")), (say.WORD, place.file("docx"))]


def _risks(digest: Digest, place: Place) -> Iterator[Point]:
    for one in digest.risks.top if digest.risks else ():
        words = say.risk(one.name, one.title, one.place, one.likelihood, one.consequence)
        yield Point(words, place.answer(one.revision))


def _patterns(digest: Digest, place: Place) -> Iterator[Point]:
    for one in digest.patterns:
        words = say.pattern(one.kind, one.question, one.title, one.count)
        named = f"{words}: {', '.join(one.places)}" if one.places else words
        yield Point(named, place.answers(one.activity, one.slot))


def _decisions(digest: Digest) -> Iterator[str]:
    for one in digest.decisions:
        when = day_words(one.due) if one.due else ""
        yield say.decision(one.title, period_words(one.slot), one.place, when)


def _given(read: ReadAnswer, form: Form, hidden: frozenset[str]) -> Iterator[tuple[str, str]]:
    answers = read.submission.answers
    for page in pages_of(form, answers):
        for question in page.step.questions:
            key = page.prefix + question.key
            if key in answers and question.key not in hidden:
                text = f"{question.text} ({page.item + 1})" if page.step.repeat else question.text
                yield text, answer_words(question, answers[key])
