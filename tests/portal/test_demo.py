"""The demo is loaded where it may be, never over anything; its password is its owner's."""

import pytest
from django.core.management import CommandError, call_command

from jiangong.domains.accounts.models import User
from jiangong.portal.demo import is_empty
from jiangong.portal.demo.accounts import demo_notice, demo_password


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
