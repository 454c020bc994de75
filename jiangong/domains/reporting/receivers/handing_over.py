"""Forms still asked of unions go to the successor of whoever answers for them."""

from django.db.models import QuerySet

from jiangong.domains.accounts.actions.handover import OpenWork, register_open_work
from jiangong.domains.reporting.choices import InquiryState
from jiangong.domains.reporting.models import Inquiry


def open_inquiries() -> QuerySet[Inquiry]:
    rows = Inquiry.objects.ungated("a handover moves all of one person")
    return rows.exclude(state=InquiryState.CLOSED)


register_open_work("填报布置", OpenWork(open_inquiries, "owner"))
