"""The answers behind a digest, one by one, the same from both databases."""

from scheduler.digest_answers import CountedAnswer, choosing, of_round
from store.unit_of_work import SqlStore
from tests.contract.test_store_digests import town
from tests.factories import NOON, Town, make_submission, make_town

__all__ = ["town"]

CHOICES = (("klart", "ja"), ("hinder", "tid"), ("hinder", "ratt"))


def test_each_has_its_place_its_choices_and_whether_it_was_answered_again(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        first = uow.answering.submit(make_submission(1, 1, closed=CHOICES))
        other = uow.answering.submit(make_submission(2, 1))
        uow.answering.submit(make_submission(1, 1, revision=2, token="again", closed=(("klart", "nej"),)))

        found = uow.digest_answers.behind(town.id, [other.id, first.id])

    solgarden = CountedAnswer(
        id=first.id,
        assignment_id=1,
        activity="egenkontroll",
        title="Egenkontroll",
        slot="2027",
        place="Solgården",
        area="Äldreomsorg",
        revision=1,
        latest=2,
        submitted_at=NOON,
        chosen={"klart": ("ja",), "hinder": ("ratt", "tid")},
    )
    assert {one.id: one for one in found}[first.id] == solgarden
    assert [(one.place, one.is_changed) for one in found] == [("Ekbacken", False), ("Solgården", True)]
    assert choosing(found, "hinder", "tid") == (solgarden,)
    assert of_round(found, "egenkontroll", "2027") == tuple(found)
    assert of_round(found, "egenkontroll", "2026") == ()


def test_another_municipalitys_answers_are_nobodys_to_follow(store: SqlStore, town: Town) -> None:
    elsewhere = make_town(store, "annan")
    with store.write() as uow:
        answered = uow.answering.submit(make_submission(1, 1))

        assert uow.digest_answers.behind(elsewhere.id, [answered.id]) == ()
        assert [one.id for one in uow.digest_answers.behind(town.id, [answered.id])] == [answered.id]
