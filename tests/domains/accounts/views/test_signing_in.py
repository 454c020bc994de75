"""Signing in: words, locks, timing path, session keys, addresses."""

import re
from unittest import mock

import pytest
import time_machine
from django.test import Client

from jiangong.domains.accounts.actions import sign_in as actions
from jiangong.domains.accounts.actions.counting import TooManyTries
from jiangong.domains.accounts.models import Session, SignInCount, User
from jiangong.domains.accounts.queries import stranger
from jiangong.domains.accounts.sessions import Device
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from tests.factories.accounts import PASSWORD

URL = "/account/sign-in/"
WRONG = "账号或密码不正确。再错4次将锁定15分钟。"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more):
    return client.post(URL, {"username": username, "password": password, **more.pop("data", {})}, **more)


def fail(client: Client, username: str, times: int, **more) -> None:
    for _ in range(times):
        sign_in(client, username, "nonsense-1", **more)


def test_sign_in_opens_a_session_with_address_and_device(cast):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537")
    response = sign_in(client, "district_officer")
    session = Session.objects.get(user=cast.users["district_officer"])
    assert (response.status_code, response["Location"]) == (302, "/")
    assert (session.address, session.device_name) == ("127.0.0.1", "Windows Chrome")
    assert session.session_key == client.cookies["session"].value


def test_account_name_is_read_without_regard_to_case_and_blanks(cast):
    assert sign_in(Client(), " District_Officer ").status_code == 302


def test_session_key_changes_at_sign_in_so_that_a_planted_one_is_worthless(cast):
    client = Client()
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["session"] = planted.session_key
    sign_in(client, "district_officer")
    assert client.cookies["session"].value != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()


@pytest.mark.parametrize("username", ["district_officer", "nobody-of-this-name"])
def test_unknown_user_and_wrong_password_read_the_same(cast, username):
    response = sign_in(Client(), username, "nonsense-1")
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [WRONG]


@pytest.mark.parametrize("username", ["district_officer", "nobody-of-this-name", "disabled"])
def test_one_hash_is_computed_whoever_is_asked_for(cast, username):
    cast.users["outsider"].is_active = False
    cast.users["outsider"].username = "disabled"
    cast.users["outsider"].save()
    with (
        mock.patch.object(actions, "check_password", wraps=actions.check_password) as checked,
        mock.patch.object(actions, "make_password", wraps=actions.make_password) as made,
        pytest.raises(Refusal),
    ):
        actions.check_sign_in(username, "nonsense-1", Device("d"), actor=stranger("10.0.0.1", ""))
    assert checked.call_count + made.call_count == 1


def test_a_disabled_user_cannot_sign_in_and_is_not_told_why(cast):
    User.objects.filter(username="district_officer").update(is_active=False)
    response = sign_in(Client(), "district_officer")
    assert response.context["form"].non_field_errors() == [WRONG]


def test_failures_are_audited_without_what_was_typed(cast):
    sign_in(Client(), "my-Secret-Pass", "another-secret")
    entry = AuditEntry.objects.get(verb="accounts.user.refuse_sign_in")
    assert (entry.succeeded, entry.user_id, entry.target_id, entry.changes) == (
        False,
        None,
        "",
        {"tries_left": 4},
    )
    assert not SignInCount.objects.filter(key__icontains="secret").exists()


def test_success_is_audited_with_the_user(cast):
    sign_in(Client(), "district_officer")
    entry = AuditEntry.objects.get(verb="accounts.user.sign_in")
    assert (entry.user_id, entry.address) == (cast.users["district_officer"].pk, "127.0.0.1")


def test_five_failures_lock_for_fifteen_minutes_even_for_the_right_password(cast):
    client = Client()
    with time_machine.travel("2026-03-01T08:00:00+00:00", tick=False) as clock:
        fail(client, "district_officer", 5)
        locked = sign_in(client, "district_officer")
        clock.shift(15 * 60 + 1)
        opened = sign_in(client, "district_officer")
    assert locked.status_code == 429
    assert "请15分钟后再试" in locked.context["form"].non_field_errors()[0]
    assert opened.status_code == 302


def test_no_more_than_five_guesses_are_tried_however_many_come(cast):
    with mock.patch.object(actions, "check_password", return_value=False) as tried:
        fail(Client(), "district_officer", 12)
    assert tried.call_count == 5


def test_an_unknown_account_is_locked_like_a_known_one(cast):
    client = Client()
    fail(client, "nobody-of-this-name", 5)
    assert sign_in(client, "nobody-of-this-name").status_code == 429


def test_a_stranger_cannot_lock_the_owner_out_of_a_known_device(cast):
    own = Client()
    sign_in(own, "district_officer")
    own.post("/account/sign-out/")
    for number in range(20):
        fail(Client(), "district_officer", 5, REMOTE_ADDR=f"10.1.0.{number}")
    fail(Client(), "district_officer", 5)
    assert sign_in(Client(), "district_officer", REMOTE_ADDR="10.9.9.9").status_code == 429
    assert sign_in(own, "district_officer").status_code == 302


def test_a_known_device_is_no_way_around_the_lock(cast):
    own = Client()
    sign_in(own, "district_officer")
    own.post("/account/sign-out/")
    fail(own, "district_officer", 5)
    assert sign_in(own, "district_officer").status_code == 429


def test_a_forged_device_cookie_counts_as_unknown(cast):
    client = Client()
    client.cookies["device"] = '{"key":"x","users":[1]}'
    fail(client, "district_officer", 5)
    assert sign_in(Client(), "district_officer").status_code == 429


def test_guesses_over_many_addresses_end_at_the_limit_of_the_account(cast):
    with mock.patch.object(actions, "check_password", return_value=False) as tried:
        for number in range(70):
            sign_in(Client(), "district_officer", "x", REMOTE_ADDR=f"10.2.0.{number}")
    assert tried.call_count == 50


def test_success_gives_the_tries_back(cast):
    actor, device = stranger("10.0.0.1", ""), Device("d")
    for _ in range(3):
        with pytest.raises(Refusal):
            actions.check_sign_in("district_officer", "wrong", device, actor=actor)
    proven = actions.check_sign_in("district_officer", PASSWORD, device, actor=actor)
    actions.sign_in(proven, actor=actor)
    for _ in range(5):
        with pytest.raises(Refusal) as refused:
            actions.check_sign_in("district_officer", "wrong", device, actor=actor)
        assert not isinstance(refused.value, TooManyTries)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/people/", "/people/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
        ("people", "/"),
    ],
)
def test_next_leads_only_inside(cast, wanted, reached):
    assert sign_in(Client(), "district_officer", data={"next": wanted})["Location"] == reached


def test_a_forwarded_address_counts_only_from_a_trusted_proxy(cast, settings):
    sign_in(Client(), "district_officer", HTTP_X_FORWARDED_FOR="6.6.6.6")
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    sign_in(Client(), "union_officer", HTTP_X_FORWARDED_FOR="6.6.6.6, 8.8.4.4")
    sign_in(Client(), "city_officer", HTTP_X_FORWARDED_FOR="not an address")
    found = dict(Session.objects.values_list("user__username", "address"))
    assert found == {"district_officer": "127.0.0.1", "union_officer": "8.8.4.4", "city_officer": "127.0.0.1"}


def test_sign_out_ends_the_session_and_is_audited(cast):
    client = cast.client("district_officer")
    response = client.post("/account/sign-out/")
    assert response["Location"] == URL
    assert not Session.objects.filter(user=cast.users["district_officer"]).exists()
    assert AuditEntry.objects.filter(verb="accounts.user.sign_out").count() == 1


def test_sign_out_by_a_link_is_refused(cast):
    assert cast.client("district_officer").get("/account/sign-out/").status_code == 405


def test_a_disabled_users_session_ends_with_the_next_request(cast):
    client = cast.client("district_officer")
    assert client.get("/account/").status_code == 200
    User.objects.filter(username="district_officer").update(is_active=False)
    response = client.get("/account/")
    assert response["Location"] == f"{URL}?next=/account/"


def test_large_type_asked_for_at_sign_in_is_remembered(cast):
    sign_in(Client(), "district_officer", data={"large": "on"})
    assert User.objects.get(username="district_officer").scale == "large"


def test_a_one_time_password_is_worthless_after_its_week(cast):
    with time_machine.travel("2026-03-01T08:00:00+00:00"):
        User.objects.filter(username="outsider").update(one_time_until="2026-02-28T08:00:00+00:00")
        response = sign_in(Client(), "outsider")
    assert "一次性密码已过期" in response.context["form"].non_field_errors()[0]


def test_page_has_no_inline_style_or_script(cast):
    page = Client().get(URL).content.decode()
    assert not re.search(r"<style|style=|<script>|onclick", page)
