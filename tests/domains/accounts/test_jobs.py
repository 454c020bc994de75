"""What has run out is cleared away; what lives stays."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.accounts.actions.one_time import reset_password
from jiangong.domains.accounts.jobs import forget_expired
from jiangong.domains.accounts.models import ActivationSlip, Session, SignInCount
from jiangong.kit.access.actor import system_actor


def test_expired_sessions_counts_and_slips_go(cast):
    cast.client("worker")
    cast.client("city_officer")
    before = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(user=cast.users["worker"]).update(expire_date=before)
    SignInCount.objects.create(key="old", failures=5, limit=5, ends_at=before)
    reset_password(cast.users["union_officer"], actor=cast.actor("district_officer"))
    ActivationSlip.objects.update(expires_at=before)
    assert forget_expired(None, actor=system_actor()) == {"message": "清理了1条过期登录。"}
    assert Session.objects.get().user == cast.users["city_officer"]
    assert (SignInCount.objects.count(), ActivationSlip.objects.count()) == (0, 0)
