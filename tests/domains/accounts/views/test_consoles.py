"""The three administrators: apart, without business, each with a console."""

import pytest

from jiangong.domains.accounts.jobs import verify_audit
from jiangong.domains.accounts.models import Appointment
from jiangong.domains.accounts.queries import permission_matrix
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.jobs.models import Job
from jiangong.kit.jobs.registry import kind_of
from tests.factories.accounts import appoint

CONSOLES = {
    "system_admin": "/account/consoles/system/",
    "security_admin": "/account/consoles/security/",
    "audit_admin": "/account/consoles/audit/",
}
BUSINESS = ("/organizations/", "/people/", "/documents/")


@pytest.mark.parametrize("name", CONSOLES)
def test_each_administrator_opens_their_own_console_only(cast, name):
    client = cast.client(name)
    opened = {url for url in CONSOLES.values() if client.get(url).status_code == 200}
    assert opened == {CONSOLES[name]}


def test_the_system_console_is_drawn_flush_and_explains_the_head_of_the_chain(cast):
    page = cast.client("system_admin").get(CONSOLES["system_admin"]).content.decode()
    assert '<h2>现在</h2></div><ul class="figlist">' in page.replace("\n", "")
    assert "（最后一条封存记录的校验值，与锚点文件核对）" in page


@pytest.mark.parametrize("url", CONSOLES.values())
@pytest.mark.parametrize("name", ["city_officer", "city_leader", "worker"])
def test_business_users_open_no_console(cast, url, name):
    assert cast.client(name).get(url).status_code == 403


@pytest.mark.parametrize("name", CONSOLES)
@pytest.mark.parametrize("url", BUSINESS)
def test_administrators_see_no_business(cast, name, url):
    assert cast.client(name).get(url).status_code == 403


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        (
            "system_admin",
            {"accounts.system_console", "accounts.view", "accounts.manage", "messaging.manage_targets"},
        ),
        (
            "security_admin",
            {"accounts.security_console", "accounts.view", "accounts.grant", "accounts.export_grants"},
        ),
        ("audit_admin", {"accounts.audit_console"}),
    ],
)
def test_administrators_hold_exactly_their_own_rights(cast, name, allowed):
    actor = cast.actor(name)
    assert (actor.permissions, actor.scope_path, actor.organization) == (allowed, "", None)


def test_an_appointment_smuggled_past_the_database_gives_an_administrator_nothing(cast):
    user = cast.users["outsider"]
    appoint(user, cast.federation, "city_officer")
    user.console = "audit"
    assert cast.actor("outsider").permissions == {"accounts.audit_console"}


@pytest.mark.parametrize("name", CONSOLES)
def test_no_administrator_grants_to_themselves(cast, post, name):
    client, pk = cast.client(name), cast.users[name].pk
    response = post(
        client,
        f"/account/users/{pk}/grant/",
        organization=cast.union.pk,
        role="worker",
        starts_on="2026-01-01",
    )
    assert response.status_code in {403, 404}
    assert not Appointment.unscoped.filter(user=pk).exists()


def test_system_administrator_cannot_grant(cast):
    assert (
        cast.client("system_admin").get(f"/account/users/{cast.users['worker'].pk}/grant/").status_code == 403
    )


def test_security_administrator_cannot_open_or_reset(cast, post):
    client = cast.client("security_admin")
    assert client.get("/account/users/open/").status_code == 403
    assert post(client, f"/account/users/{cast.users['worker'].pk}/reset/").status_code == 403


def test_audit_console_searches_by_account_verb_object_and_day(cast, post):
    post(cast.client("district_officer"), f"/account/users/{cast.users['worker'].pk}/disable/")
    client = cast.client("audit_admin")
    base = CONSOLES["audit_admin"]

    def verbs(query: str) -> list[str]:
        return [row.cells[1].text for row in client.get(f"{base}?{query}").context["table"].rows]

    assert verbs("account=district_officer") == ["停用账号"]
    assert verbs("account=nobody") == []
    assert verbs("verb=accounts.user.disable") == ["停用账号"]
    assert verbs(f"object={cast.users['worker'].pk}&verb=accounts.user.disable") == ["停用账号"]
    assert verbs("at_from=2999-01-01") == []
    assert verbs("result=0") == []
    assert ">用户：停用账号</option>" in client.get(base).content.decode()


def test_audit_export_is_itself_audited(cast):
    response = cast.client("audit_admin").get(f"{CONSOLES['audit_admin']}?export=csv")
    assert response.status_code == 200
    assert AuditEntry.objects.filter(verb="audit.auditentry.export").count() == 1


def test_verification_is_a_job_that_tells_what_it_found(cast, post):
    client = cast.client("audit_admin")
    response = post(client, "/account/consoles/audit/verify/")
    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.pk}/"
    message = kind_of(job.name).run(None, actor=cast.actor("audit_admin"))["message"]
    assert message.startswith("核验了")


def test_verification_finds_an_edited_row(cast, post):
    post(cast.client("district_officer"), f"/account/users/{cast.users['worker'].pk}/disable/")
    AuditEntry.objects.update(verb="accounts.user.enable")
    assert "处异常" in verify_audit(None, actor=cast.actor("audit_admin"))["message"]


def test_matrix_shows_every_role_and_permission_with_numbers(cast):
    roles, rows = permission_matrix()
    response = cast.client("district_officer").get("/account/permissions/")
    page = response.content.decode()
    assert all(role.label in page for role in roles)
    assert all(row.code in page for row in rows)
    counted = {role.key: count for role, count in response.context["described"]}
    assert (counted["worker"], counted["unit_officer"]) == (1, 1)


def test_the_system_console_says_how_the_system_runs(cast):
    page = cast.client("system_admin").get("/account/consoles/system/").content.decode()
    for label in ("数据库", "磁盘", "后台进程", "后台任务", "审计封存"):
        assert f"<dt>{label}</dt>" in page
    assert "没有后台进程" in page  # nothing works in the background of a test
    assert "不正常" in page
    assert "/healthz" not in page
