"""Demo accounts stay out of production."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from jiangong.domains.accounts.management.commands.init import open_federation
from jiangong.domains.accounts.models import User
from jiangong.portal.demo.accounts import refuse_left_over_accounts
from tests.factories.accounts import make_user


def test_enabled_demo_account_is_refused_by_name(db):
    make_user("erqi", is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="erqi"):
        refuse_left_over_accounts()


def test_disabled_demo_account_is_no_danger(db):
    make_user("erqi", is_demo=True, is_active=False)
    make_user("chenxl")
    refuse_left_over_accounts()


def test_prepare_stops_in_production(db, settings):
    settings.PRODUCTION, settings.DEMO = True, False
    make_user("shizong", is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="shizong"):
        call_command("prepare")


def test_a_federation_just_opened_may_start(db, settings):
    """Its administrators have the names the demo's have, and passwords of their own."""
    open_federation("河州市总工会", {})
    settings.PRODUCTION, settings.DEMO = True, False
    call_command("prepare")
    assert User.objects.filter(username="xitong", is_active=True).exists()
