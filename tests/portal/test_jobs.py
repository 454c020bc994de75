"""The nightly verification tells the audit administrators, and only of what is wrong."""

import pytest
from django.db import connection

from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.recording import record
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.jobs.models import Job
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.messaging.models import Message
from jiangong.portal.jobs import analyze_nightly, verify_audit_nightly


def test_sound_trail_disturbs_nobody(cast):
    record(system_actor(), "a.b.c")
    seal_pending()
    result = verify_audit_nightly(Progress(Job()), actor=system_actor())
    assert result == {"message": "核验了1条审计记录，没有发现改动。"}
    assert Message.objects.count() == 0


def test_edited_row_is_told_to_the_audit_administrator(cast):
    record(system_actor(), "a.b.c")
    seal_pending()
    AuditEntry.objects.update(verb="a.b.d")
    verify_audit_nightly(Progress(Job()), actor=system_actor())
    told = Message.objects.get()
    assert told.user_id == cast.users["audit_admin"].pk
    assert told.body.startswith("共1处。第1条记录")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gathers statistics by itself")
def test_statistics_tell_the_planner_about_the_rows(cast):
    assert analyze_nightly(Progress(Job()), actor=system_actor()) == {"message": "数据库统计已更新。"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'organizations_organization'")
        rows = cursor.fetchall()
    assert rows
    assert all(int(stat.split()[0]) <= 7 for (stat,) in rows)
