"""Tokens: given out with less than one has, shown once, ended at once."""

import hashlib
import re
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.rest.models import ApiToken
from jiangong.kit.rest.tokens import (
    actor_of_token,
    issue_token,
    offered_scopes,
    offered_writing,
    revoke_token,
)
from tests.conformance.test_tokens import DECLARED_WRITES
from tests.kit.rest.conftest import LATER

SHOWN = re.compile(r"jg_[0-9a-f]{12}_[\w-]{43}")


def issued(actor, **changes):
    facts = {"name": "同步", "scopes": ["documents.view"], "expires_on": LATER} | changes
    return issue_token(**facts, actor=actor)


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_only_reading_rights_that_one_holds_are_offered(cast, officer):
    offered = {code for code, _ in offered_scopes(officer)}
    assert {"documents.view", "people.view"} <= offered
    assert all(".view" in code and officer.can(code) for code in offered)
    assert offered_scopes(cast.actor("worker")) == []


def test_writing_is_offered_apart_where_the_api_can_and_one_holds_it(cast, officer):
    offered = {code for code, _ in offered_writing(officer)}
    assert offered == {code for code in DECLARED_WRITES.values() if officer.can(code)}
    assert {"documents.register", "plans.receive"} <= offered
    assert offered_writing(cast.actor("worker")) == []


def test_the_form_gives_writing_only_where_it_was_ticked(cast):
    client = cast.client("district_officer")
    client.post("/tokens/new/", form())
    client.post("/tokens/new/", form(scopes=[], writing=["documents.register"]))
    assert [one.scopes for one in ApiToken.unscoped.order_by("pk")] == [
        ["documents.view"],
        ["documents.register"],
    ]


def test_an_issued_token_acts_for_its_organization_with_its_scopes_only(cast, officer):
    _, secret = issued(officer)
    actor = actor_of_token(secret, address="10.0.0.1", request_id="r")
    assert (actor.organization, actor.permissions, actor.user) == (
        cast.district,
        frozenset({"documents.view"}),
        None,
    )
    assert (actor.scope_path, actor.address, actor.request_id) == (cast.district.scope_path, "10.0.0.1", "r")


@pytest.mark.parametrize(
    "scopes",
    [
        [],
        ["documents.instruct"],
        ["people.edit"],
        ["rest.manage_tokens"],
        ["documents.view", "accounts.audit_console"],
        ["nothing.view"],
    ],
)
def test_nobody_hands_out_what_they_do_not_have(officer, scopes):
    with pytest.raises(Refusal, match="您自己有权查看"):
        issued(officer, scopes=scopes)
    assert ApiToken.unscoped.count() == 0


@pytest.mark.parametrize("days", [-400, -1, 0])
def test_a_token_must_end_later_than_today(officer, days):
    with pytest.raises(Refusal, match="到期日应晚于今天。"):
        issued(officer, expires_on=timezone.localdate() + timedelta(days=days))


def test_the_secret_is_kept_nowhere(officer):
    _, secret = issued(officer)
    tail = secret.split("_", 2)[2]
    stored = ApiToken.unscoped.values().get()
    assert tail not in repr(stored)
    assert stored["digest"] == hashlib.sha256(tail.encode()).hexdigest()
    assert secret not in str(AuditEntry.objects.values_list("changes", flat=True))


def test_revoking_ends_it_at_once_and_twice_is_no_error(officer):
    token, secret = issued(officer)
    revoke_token(token, actor=officer)
    revoke_token(token, actor=officer)
    assert actor_of_token(secret) is None
    assert AuditEntry.objects.filter(verb="rest.apitoken.revoke").count() == 1


def test_another_unit_cannot_revoke_it(cast, officer):
    token, secret = issued(officer)
    revoke_token(token, actor=cast.actor("neighbour_officer"))
    assert actor_of_token(secret) is not None


def test_it_ends_with_the_day_before_its_date(officer):
    _, secret = issued(officer, expires_on=date(2098, 5, 1))
    for moment, stands in (("2098-04-30T15:59:00Z", True), ("2098-04-30T16:00:00Z", False)):
        with time_machine.travel(moment, tick=False):
            assert (actor_of_token(secret) is not None) is stands


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1], lambda s: s + "x", lambda s: s.replace("jg_", "xx_"), lambda s: s.upper(), lambda s: ""]
)  # fmt: skip
def test_a_secret_that_is_not_exact_is_nobodys(officer, spoil):
    _, secret = issued(officer)
    assert actor_of_token(spoil(secret)) is None


def form(**changes):
    return {"name": "市大数据平台", "scopes": ["documents.view"], "expires_on": "2099-01-01", "command_key": str(uuid.uuid4()), **changes}  # fmt: skip


def test_the_page_shows_the_token_once_and_never_again(cast):
    client, sent = cast.client("district_officer"), form()
    first, second = client.post("/tokens/new/", sent), client.post("/tokens/new/", sent)
    (secret,) = set(SHOWN.findall(first.content.decode()))
    assert actor_of_token(secret).organization == cast.district
    token = ApiToken.unscoped.get()
    assert (second.status_code, second["Location"]) == (302, f"/tokens/{token.pk}/")
    for url in (f"/tokens/{token.pk}/", "/tokens/"):
        page = client.get(url).content.decode()
        assert "市大数据平台" in page
        assert not SHOWN.search(page)


@pytest.mark.parametrize(
    "wrong", [{"scopes": ["documents.register"]}, {"scopes": []}, {"writing": ["documents.instruct"]}, {"expires_on": "2001-01-01"}, {"expires_on": "明年"}, {"name": ""}]
)  # fmt: skip
def test_a_wrong_form_is_kept_and_issues_nothing(cast, wrong):
    response = cast.client("district_officer").post("/tokens/new/", form(**wrong))
    assert response.status_code == 422
    assert "市大数据平台" in response.content.decode() or wrong == {"name": ""}
    assert ApiToken.unscoped.count() == 0


def test_the_page_revokes_and_strangers_find_nothing(cast, officer):
    token, secret = issued(officer)
    url, sent = f"/tokens/{token.pk}/revoke/", {"command_key": str(uuid.uuid4())}
    assert cast.client("neighbour_officer").post(url, sent).status_code == 404
    assert cast.client("worker").get("/tokens/").status_code == 403
    assert cast.client("district_officer").post(url, sent)["Location"] == f"/tokens/{token.pk}/"
    assert actor_of_token(secret) is None
