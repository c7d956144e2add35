"""A digest as a value: its sums, and that it thaws as it was frozen."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.digest_sections import OptionShare
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares, frozen, thawed
from tests.factories import NOON

CONTROL = ActivityDigest(
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2027",
    answered=2,
    expected=3,
    areas=(AreaCount("Särskilt boende", 2, 2), AreaCount(None, 0, 1)),
    questions=(QuestionShares("Gick det bra?", (OptionShare("Ja", 2), OptionShare("Nej", 0)), 1),),
    missing=(Missing("Egenkontroll", "Älvgården", date(2027, 2, 28), is_late=True),),
)
DIGEST = Digest(
    key="arets_borjan",
    title="Så gick förra året",
    body="kvalitetsrad",
    body_name="Kvalitetsrådet",
    period="2027",
    cut_off=NOON,
    activities=(CONTROL, replace(CONTROL, activity="bokslut", answered=5, expected=8, missing=())),
    revisions=(3, 7),
    example=True,
)


def test_digest_sums_its_activities() -> None:
    assert (DIGEST.answered, DIGEST.expected) == (7, 11)


def test_digest_without_activities_sums_to_nothing() -> None:
    assert (replace(DIGEST, activities=()).answered, replace(DIGEST, activities=()).expected) == (0, 0)


def test_digest_thaws_as_it_was_frozen() -> None:
    assert thawed(frozen(DIGEST)) == DIGEST


def test_digest_keeps_its_cut_off_to_the_microsecond_and_in_utc() -> None:
    cut_off = datetime(2027, 1, 11, 8, 0, 0, 1, tzinfo=UTC)

    assert thawed(frozen(replace(DIGEST, cut_off=cut_off))).cut_off == cut_off


def test_digest_is_frozen_the_same_each_time() -> None:
    assert frozen(DIGEST) == frozen(thawed(frozen(DIGEST)))


def test_digest_that_was_frozen_before_there_were_sections_still_thaws() -> None:
    assert thawed(OLDER) == Digest(
        key="kvartal",
        title="Kvartalet",
        body="von",
        body_name="Nämnden",
        period="2027",
        cut_off=NOON,
        activities=(
            ActivityDigest(
                activity="egenkontroll",
                title="Egenkontroll",
                slot="2027",
                answered=1,
                expected=2,
                areas=(AreaCount("Äldreomsorg", 1, 2),),
                questions=(QuestionShares("Gick det bra?", (OptionShare("Ja", 1), OptionShare("Nej", 0)), 1),),
                missing=(Missing("Egenkontroll", "Älvgården", date(2027, 2, 28), is_late=True),),
            ),
        ),
        revisions=(3,),
        example=False,
    )


OLDER = (
    '{"key":"kvartal","title":"Kvartalet","body":"von","body_name":"Nämnden","period":"2027",'
    '"cut_off":"2027-01-11T11:00:00Z","activities":[{"activity":"egenkontroll","title":"Egenkontroll","slot":"2027",'
    '"answered":1,"expected":2,"areas":[{"area":"Äldreomsorg","answered":1,"expected":2}],"questions":[{"question":'
    '"Gick det bra?","options":[{"title":"Ja","count":1},{"title":"Nej","count":0}],"unanswered":1}],"missing":'
    '[{"title":"Egenkontroll","place":"Älvgården","due":"2027-02-28","is_late":true}]}],"revisions":[3],"example":false}'
)
"""As the first digests lie in their rows."""
