"""Municipalities as rows."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.organisation import Municipality
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, make_town


def test_municipality_comes_back_as_added(store: SqlStore) -> None:
    with store.write() as uow:
        added = uow.municipalities.add("karlstad", "Karlstads kommun", "karlstad", started_on=MONDAY)

    with store.read() as uow:
        assert uow.municipalities.get(added.id) == added
    assert added == Municipality(1, "karlstad", "Karlstads kommun", "karlstad", date(2027, 1, 11), planned_for="")


def test_municipality_remembers_what_it_was_planned_for(store: SqlStore) -> None:
    karlstad, kristianstad = make_town(store), make_town(store, "kristianstad", [CILLA])

    with store.write() as uow:
        uow.municipalities.mark_planned(karlstad.id, "0f3a")

    with store.read() as uow:
        assert uow.municipalities.all() == (
            replace(karlstad.municipality, planned_for="0f3a"),
            kristianstad.municipality,
        )


def test_municipality_gets_an_app_and_tenants_of_its_own_and_keeps_its_key(store: SqlStore) -> None:
    karlstad, kristianstad = make_town(store), make_town(store, "kristianstad", [CILLA])
    own = replace(
        kristianstad.municipality,
        name="Kristianstads kommun",
        wheel="/etc/arshjul/wheel.toml",
        app_id="app",
        app_tenant_id="tenant",
        secret_name="SECRET",
        local_file="/etc/arshjul/local.toml",
        tenants=("one", "two"),
    )

    with store.write() as uow:
        uow.municipalities.change(replace(own, key="another", started_on=date(2001, 1, 1), planned_for="never"))

    with store.read() as uow:
        assert uow.municipalities.all() == (karlstad.municipality, own)


def test_municipality_is_a_lookup_error_when_there_is_none(store: SqlStore) -> None:
    with store.read() as uow, pytest.raises(LookupError, match="no municipality has the id 7"):
        uow.municipalities.get(7)
