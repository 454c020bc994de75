"""``jiangong init`` and ``jiangong reset_password``."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jiangong.domains.accounts.management.commands import init
from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.actions import create_organization
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import system_actor


@pytest.fixture
def no_migrating(monkeypatch):
    """The test database has its tables already."""
    monkeypatch.setattr(init, "call_command", lambda *args, **options: None)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_init_opens_a_federation_with_three_administrators(db, no_migrating, settings):
    printed = run("init", "--name", "河州市总工会")
    passwords = dict(re.findall(r"账号 (\w+)　密码 (\S+)", printed))
    assert Organization.unscoped.get().name == "河州市总工会"
    found = dict(User.objects.values_list("username", "console"))
    assert found == {"xitong": "system", "anquan": "security", "shenji": "audit"}
    for username, password in passwords.items():
        response = Client().post("/account/sign-in/", {"username": username, "password": password})
        assert response.status_code == 302
    assert settings.KEYRING_FILE.exists()
    assert oct(settings.KEYRING_FILE.stat().st_mode)[-3:] == "600"


def test_init_begins_the_tree_early_enough_for_unions_older_than_the_installation(db, no_migrating):
    run("init", "--name", "河州市总工会")
    assert Organization.unscoped.get().opened_on == date(1949, 1, 1)
    union = create_organization(
        name="东城区总工会",
        kind="district",
        parent=Organization.unscoped.get(),
        starts_on=date(1950, 5, 1),
        actor=system_actor(),
    )
    assert union.parent.name == "河州市总工会"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "请写明市总工会全称"),
        (("--name", "河州市总工会", "--opened-on", "昨天"), "日期"),
        (("--name", "河州市总工会", "--opened-on", "2999-01-01"), "不能晚于今天"),
        (("--name", "河州市总工会", "--code", "81"), "应为18位，这里有2位"),
    ],
)
def test_init_refuses_wrong_facts_before_anything_is_made(db, no_migrating, settings, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("init", *arguments)
    assert not Organization.unscoped.exists()
    assert not settings.KEYRING_FILE.exists()


def test_init_says_where_it_could_not_put_the_keys(db, no_migrating, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.KEYRING_FILE = tmp_path / "file" / "keyring.json"
    with pytest.raises(CommandError, match="写不了密钥环"):
        run("init", "--name", "河州市总工会")
    assert not Organization.unscoped.exists()


def test_init_refuses_a_second_time_and_keeps_the_keys(cast, no_migrating, settings):
    with pytest.raises(CommandError, match="已经开通过"):
        run("init", "--name", "河州市总工会")


def test_a_lost_administrator_gets_in_again(cast):
    printed = run("reset_password", "audit_admin")
    password = printed.strip().rpartition("：")[2]
    response = Client().post("/account/sign-in/", {"username": "audit_admin", "password": password})
    assert response.status_code == 302


@pytest.mark.parametrize("username", ["worker", "nobody"])
def test_only_administrators_are_reset_on_the_server(cast, username):
    with pytest.raises(CommandError, match="没有这个管理员账号"):
        run("reset_password", username)
