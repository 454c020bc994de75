"""A few rows, written by statements kept ready, are the rows Django would have written — on either database."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from jiangong.domains.people.models import Committee
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.loading import insert_rows, update_row
from jiangong.kit.loading.rows import MOST
from jiangong.kit.loading.values import converter_for

pytestmark = pytest.mark.database
AT = datetime(2026, 3, 4, 5, 6, 7, 890000, tzinfo=UTC)


def committee(cast, name: str, **values) -> Committee:
    values = {"kind": "women", "term_from": date(2024, 1, 2), **values}
    return Committee(organization=cast.district, name=name, **values)


def stored(model, row) -> dict:
    return model._base_manager.filter(pk=row.pk).values().get()


def test_rows_are_those_django_would_write(cast):
    ours, theirs = committee(cast, "甲", duty="x'%s"), committee(cast, "甲", duty="x'%s")
    theirs.save()
    (made,) = insert_rows([ours])
    assert made is ours
    assert ours.pk
    assert not ours._state.adding
    set_by_itself = {"id", "created_at", "updated_at"}
    found, expected = stored(Committee, ours), stored(Committee, theirs)
    assert {name: found[name] for name in found.keys() - set_by_itself} == {
        name: expected[name] for name in expected.keys() - set_by_itself
    }
    assert found["created_at"] == ours.created_at
    assert abs((found["updated_at"] - expected["updated_at"]).total_seconds()) < 60


def test_documents_moments_and_given_keys_are_kept_as_they_are(db):
    entry = AuditEntry(id=7, at=AT, verb="a.b", changes={"名": ["\t", 'x"y', None]}, mac="m", user_id=None)
    insert_rows([entry])
    again = AuditEntry.objects.get(pk=7)
    assert (again.at, again.changes, again.user_id, again.succeeded) == (AT, entry.changes, None, True)


def test_each_of_several_gets_its_own_key_in_one_statement(cast):
    rows = [committee(cast, name) for name in "甲乙丙"]
    with CaptureQueriesContext(connection) as seen:
        insert_rows(rows)
    assert len(seen) == 1
    assert [Committee._base_manager.get(pk=one.pk).name for one in rows] == ["甲", "乙", "丙"]


def test_what_is_there_gets_the_new_values_and_no_other(db):
    first = CommandReceipt(key="k", digest="old", location="/old/", user_id=None)
    insert_rows([first])
    again = CommandReceipt(pk=first.pk, key="k", digest="new", location="/new/")
    insert_rows([again, CommandReceipt(key="other", digest="d")], unique=("id",), update=("digest",))
    assert CommandReceipt.objects.count() == 2
    assert (stored(CommandReceipt, first)["digest"], stored(CommandReceipt, first)["location"]) == (
        "new",
        "/old/",
    )


def test_none_and_very_many_are_written_too(cast):
    assert insert_rows([]) == []
    rows = insert_rows([committee(cast, str(number)) for number in range(MOST + 1)])
    assert Committee._base_manager.filter(pk__in=[one.pk for one in rows]).count() == MOST + 1


def test_constraints_hold(db):
    insert_rows([CommandReceipt(key="k", digest="d")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([CommandReceipt(key="k", digest="d")])


def test_an_update_writes_what_it_is_given_where_nothing_changed_meanwhile(cast):
    (row,) = insert_rows([committee(cast, "甲")])
    values = {
        "name": "乙'",
        "term_to": date(2026, 5, 6),
        "updated_at": AT,
        "organization": cast.federation,
        "version": 1,
    }
    assert update_row(row, values, {"version": 0, "kind": "women"})
    found = stored(Committee, row)
    assert (found["name"], found["term_to"], found["updated_at"]) == ("乙'", date(2026, 5, 6), AT)
    assert (found["organization_id"], found["version"], row.version) == (cast.federation.pk, 1, 0)
    assert not update_row(row, {"name": "丙"}, {"version": 0})
    assert not update_row(row, {"name": "丙"}, {"version": 1, "kind": "other"})
    assert stored(Committee, row)["name"] == "乙'"
    assert update_row(row, {"term_to": None}, {})
    assert stored(Committee, row)["term_to"] is None


def test_an_expression_is_left_to_django(cast):
    (row,) = insert_rows([committee(cast, "甲")])
    assert update_row(row, {"version": F("version") + 4}, {"version": 0})
    assert stored(Committee, row)["version"] == 4


@pytest.mark.parametrize(
    "field", [models.FileField(null=True), models.JSONField(null=True), models.DateField()]
)
def test_nothing_stays_nothing_on_its_way_to_the_database(field):
    convert = converter_for(field, connection)
    assert convert is None or convert(None) is None
