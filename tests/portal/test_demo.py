"""The demo federation loads whole, with an account for every kind of user."""

import pytest
from django.core.management import CommandError, call_command

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.audit.verifying import verify
from jiangong.portal.demo import is_empty, load_demo
from jiangong.portal.demo.accounts import ACCOUNTS, demo_notice, demo_password


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    load_demo(actor=system_actor())


def test_every_account_is_told_of_signs_in_and_left_a_trail_that_verifies(demo):
    places = {}
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(demo_password())
        actor = current_actor(user)
        places[account.username] = str(actor.organization.name) if actor.organization else user.console
    assert places["erqi"] == "郑州市二七区总工会" or places["erqi"].startswith("二七区")
    assert "宇通" in places["yutong"]
    assert (places["xitong"], places["anquan"], places["shenji"]) == ("system", "security", "audit")
    assert current_actor(User.objects.get(username="jiceng")).scope_path.startswith(
        current_actor(User.objects.get(username="erqi")).scope_path
    )
    assert demo_password() in demo_notice()
    assert all(account.username in demo_notice() for account in ACCOUNTS)
    seal_pending()
    assert verify().sound


def test_password_is_made_once_and_readable_by_the_owner_only(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert demo_notice() == ""
    first = demo_password()
    assert (demo_password(), len(first)) == (first, 14)
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_demo_is_not_loaded_over_anything(cast, settings):
    assert not is_empty()
    settings.DEMO = True
    with pytest.raises(CommandError, match="已有组织，没有载入"):
        call_command("demo")


@pytest.mark.parametrize("command", ["demo", "demo_reset"])
def test_demo_is_refused_where_it_is_not_allowed(cast, settings, command):
    settings.DEMO = False
    with pytest.raises(CommandError, match="这里不允许演示数据"):
        call_command(command)
    assert User.objects.filter(username="worker").exists()


def test_measurement_data_is_refused_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="正式环境不载入测量数据"):
        call_command("seed_scale")
