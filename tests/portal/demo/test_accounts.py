"""Demo accounts stay out of production."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from jiangong.portal.demo.accounts import refuse_left_over_accounts
from tests.factories.accounts import make_user


def test_enabled_demo_account_is_refused_by_name(db):
    make_user("erqi")
    with pytest.raises(ImproperlyConfigured, match="erqi"):
        refuse_left_over_accounts()


def test_disabled_demo_account_is_no_danger(db):
    make_user("erqi", is_active=False)
    make_user("chenxl")
    refuse_left_over_accounts()


def test_prepare_stops_in_production(db, settings):
    settings.PRODUCTION, settings.DEMO = True, False
    make_user("shizong")
    with pytest.raises(ImproperlyConfigured, match="shizong"):
        call_command("prepare")
