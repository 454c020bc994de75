"""What stands in the way of deciding, revoking and serving."""

from datetime import date

from django.utils import timezone

from jiangong.domains.honors.models import Certificate, Programme
from jiangong.lib.dates import format_day


def decision_refusal(programme: Programme, decided_on: date, number: str) -> tuple[str, str]:
    """The field and the sentence, when a decision cannot be dated or numbered so."""
    if decided_on > timezone.localdate():
        return "decided_on", "决定日期不能晚于今天。"
    if programme.opened_on and decided_on < programme.opened_on:
        return "decided_on", f"项目{format_day(programme.opened_on)}才开始推荐，决定日期不能更早。"
    if not number.strip():
        return "decision_number", "请填写表彰决定的文号。"
    return "", ""


def revoking_refusal(certificate: Certificate) -> str:
    return "" if certificate.is_valid else "这项荣誉已经撤销。"


def serving_refusal(certificate: Certificate, served_on: date) -> str:
    if served_on > timezone.localdate():
        return "服务日期不能晚于今天。"
    fallen_on = certificate.award.revoked_on
    if not certificate.is_valid and (fallen_on is None or served_on >= fallen_on):
        return "这项荣誉已经撤销，撤销以后的服务不再登记。"
    if served_on < certificate.issued_on:
        return f"证书{format_day(certificate.issued_on)}颁发，服务日期不能更早。"
    return ""
