"""Circulars not yet issued go to the successor of whoever drafts them."""

from django.db.models import QuerySet

from jiangong.domains.accounts.actions.handover import OpenWork, register_open_work
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular


def open_circulars() -> QuerySet[Circular]:
    rows = Circular.objects.ungated("a handover moves all of one person")
    return rows.filter(state=CircularState.DRAFT)


register_open_work("未印发的通报", OpenWork(open_circulars, "drafter"))
