"""Who waits for whom: a branch is decided on by one at a time, branches beside each other go on together."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from jiangong.kit.commands.branches import hold_branch, hold_rows
from tests.support.racing import elsewhere

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time anyway"),
]


def waits(hold: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            hold()
    except OperationalError:
        return True
    return False


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        (["/1/5/17/"], ["/1/5/17/"]),
        (["/1/5/17/"], ["/1/5/"]),
        (["/1/5/"], ["/1/5/17/"]),
        (["/1/5/17/"], ["/1/"]),
        (["/1/5/17/", "/1/5/18/"], ["/1/5/19/"]),
        (["/1/5/17/", "/1/6/18/"], ["/1/7/"]),
        (["/1/5/", "/2/6/"], ["/3/"]),
    ],
)
def test_what_stands_below_each_other_waits(transactional_db, mine, others):
    with elsewhere(lambda: hold_branch(mine)):
        assert waits(lambda: hold_branch(others))
    assert not waits(lambda: hold_branch(others))


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        (["/1/5/17/"], ["/1/5/18/"]),
        (["/1/5/"], ["/1/50/"]),
        (["/1/5/17/", "/1/5/18/"], ["/1/6/19/"]),
        (["/1/"], ["/2/"]),
    ],
)
def test_branches_beside_each_other_do_not_wait(transactional_db, mine, others):
    with elsewhere(lambda: hold_branch(mine)):
        assert not waits(lambda: hold_branch(others))


def test_rows_above_are_held_one_by_one_and_apart_from_branches(transactional_db):
    def one() -> None:
        hold_branch(["/1/5/17/"])
        hold_rows([1, 5])

    with elsewhere(one):
        assert waits(lambda: hold_rows([5]))
        assert not waits(lambda: hold_rows([17]))
        assert not waits(lambda: hold_branch(["/1/5/18/"]))
