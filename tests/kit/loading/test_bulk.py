"""Bulk loading gives the same rows as saving one by one, on either database."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from jiangong.domains.people.models import Committee, Person
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.loading import bulk_load, bulk_put
from tests.factories.people import make_person

pytestmark = pytest.mark.database


def test_bulk_load_adapts_every_kind_of_value(db):
    at = datetime(2026, 3, 4, 5, 6, 7, 890000, tzinfo=UTC)
    columns = ("id", "at", "verb", "user_id", "succeeded", "changes", "mac")
    rows = [(1, at, "a.b", None, True, {"名": ["\t", "\\N", 'x"y']}, "m"), (2, at, "c", 7, False, {}, "n")]
    assert bulk_load(AuditEntry, columns, rows) == 2
    first, second = AuditEntry.objects.order_by("pk")
    assert (first.at, first.user_id, first.succeeded) == (at, None, True)
    assert first.changes == {"名": ["\t", "\\N", 'x"y']}
    assert (second.user_id, second.succeeded, second.address) == (7, False, "")


def test_bulk_load_fills_the_columns_left_out(cast):
    columns = ("organization_id", "name", "kind", "term_from", "term_to")
    rows = [(cast.district.pk, "女职工委员会", "women", date(2024, 1, 2), None)]
    assert bulk_load(Committee, columns, rows) == 1
    made = Committee.objects.ungated("test").get()
    saved = Committee.objects.create(
        organization=cast.district, name="x", kind="women", term_from=date(2024, 1, 2)
    )
    assert (made.term_from, made.term_to, made.duty, made.version) == (date(2024, 1, 2), None, "", 0)
    assert abs((saved.created_at - made.created_at).total_seconds()) < 60


def test_bulk_load_streams_more_than_one_batch(cast):
    rows = ((pk, "张三", cast.district.pk) for pk in range(1, 10_502))
    assert bulk_load(Person, ("id", "name", "organization_id"), rows) == 10_501
    assert Person.objects.ungated("test").count() == 10_501


def test_bulk_load_refuses_to_work_outside_a_transaction(transactional_db):
    with pytest.raises(TransactionManagementError):
        bulk_load(Person, ("id",), [])


def test_bulk_load_refuses_a_key_nobody_gave(db):
    with pytest.raises(ValueError, match="must be among the columns"):
        bulk_load(Person, ("name",), [])


def test_bulk_load_holds_constraints(cast):
    person = make_person("张三", cast.district)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_load(Person, ("id", "name", "organization_id"), [(person.pk, "李四", cast.district.pk)])
    assert Person.objects.ungated("test").get().name == "张三"


def test_bulk_put_changes_what_is_there_and_adds_the_rest(cast):
    one, other = (cast.actor(name).user_id for name in ("district_officer", "worker"))
    columns, unique = ("user_id", "key", "digest", "location"), ("user_id", "key")
    bulk_put(CommandReceipt, columns, [(one, "a", "d", "/1/"), (one, "b", "d", "/2/")], unique=unique)
    bulk_put(CommandReceipt, columns, [(one, "b", "e", "/3/"), (other, "b", "d", "/4/")], unique=unique)
    kept = set(CommandReceipt.objects.values_list(*columns))
    assert kept == {(one, "a", "d", "/1/"), (one, "b", "e", "/3/"), (other, "b", "d", "/4/")}


def test_bulk_put_adapts_every_kind_of_value(db):
    at = datetime(2026, 3, 4, 5, 6, 7, 890000, tzinfo=UTC)
    columns = ("id", "at", "verb", "user_id", "succeeded", "changes", "mac")
    changes = {"名": ["\t", "\\N", 'x"y', "{,}", None, "NULL"]}
    rows = [(1, at, 'a\\"b', None, True, changes, "NULL"), (2, at, "", 7, False, {}, "{n,}")]
    bulk_put(AuditEntry, columns, rows, unique=("id",))
    first, second = AuditEntry.objects.order_by("pk")
    assert (first.at, first.verb, first.user_id, first.succeeded) == (at, 'a\\"b', None, True)
    assert (first.changes, first.mac) == (changes, "NULL")
    assert (second.verb, second.user_id, second.succeeded, second.mac) == ("", 7, False, "{n,}")
