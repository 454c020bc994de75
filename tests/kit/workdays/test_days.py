"""The working calendar knows weekends, holidays and exchanged days, and reads what the notice says."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.workdays.days import is_known, is_workday, workdays_after
from jiangong.kit.workdays.forms import read_lines
from jiangong.kit.workdays.models import SpecialDay
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),  # Thursday, National Day
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday worked in exchange
        (date(2026, 10, 11), False),
        (date(2026, 2, 14), True),
        (date(2027, 10, 1), True),  # not entered yet: the week decides
    ],
)
def test_a_day_is_worked_as_the_notice_says(day, worked):
    assert is_workday(day) is worked


def test_working_days_are_counted_over_a_holiday():
    assert workdays_after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert workdays_after(date(2026, 11, 26), 3) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2026-13-01 休息", "没有读懂"),
        ("10月1日 休息", "没有读懂"),
        ("2025-10-01 休息", "不在2026年"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, says):
    with pytest.raises(ValidationError, match=says):
        read_lines(f"2026-10-02 休息\n{line}", 2026)


def test_every_line_that_cannot_be_read_is_named_as_it_is_counted_on_the_screen():
    with pytest.raises(ValidationError) as refused:
        read_lines("2026-10-02 休息\n\n国庆\n2026-10-02 休息\n2026-10-03 加班", 2026)
    assert [one.partition("行")[0] for one in refused.value.message_dict["lines"]] == ["第3", "第4", "第5"]


def test_the_system_administrator_enters_a_year(cast):
    client = cast.client("system_admin")
    lines = "2027-01-01 休息 元旦\n2027-01-02 上班"
    answer = submit(client, "/workdays/?year=2027", year="2027", lines=lines)
    assert answer.url == "/workdays/?year=2027"
    assert is_known(2027)
    assert not is_workday(date(2027, 1, 1))
    assert is_workday(date(2027, 1, 2))  # a Saturday
    assert "2027-01-02 上班" in client.get("/workdays/?year=2027").content.decode()
    assert AuditEntry.objects.filter(verb="workdays.specialday.set").count() == 1
    refused = submit(client, "/workdays/?year=2027", year="2027", lines="元旦休息")
    assert refused.status_code == 422
    assert SpecialDay.objects.filter(day__year=2027).count() == 2
