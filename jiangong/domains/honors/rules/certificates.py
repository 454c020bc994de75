"""What stands in the way of deciding, revoking and serving."""

from datetime import date

from django.utils import timezone

from jiangong.domains.honors.models import Certificate, Programme
from jiangong.domains.honors.rules.programmes import running_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
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


def revoking_refusal(certificate: Certificate, actor: Actor) -> str:
    if not actor.can("honors.revoke"):
        return f"您当前的任职没有“{label_of('honors.revoke')}”的权限。"
    if reason := running_refusal(certificate.nomination.programme, actor):
        return reason
    return "" if certificate.is_valid else "这项荣誉已经撤销。"


def printing_refusal(certificate: Certificate) -> str:
    return "" if certificate.is_valid else "这项荣誉已经撤销，证书不能再打印。"


def service_refusal(certificate: Certificate, actor: Actor) -> str:
    return "" if actor.can("honors.serve") else f"您当前的任职没有“{label_of('honors.serve')}”的权限。"


def serving_refusal(certificate: Certificate, served_on: date) -> str:
    if served_on > timezone.localdate():
        return "服务日期不能晚于今天。"
    fallen_on = certificate.award.revoked_on
    if not certificate.is_valid and (fallen_on is None or served_on >= fallen_on):
        return "这项荣誉已经撤销，撤销以后的服务不再登记。"
    if served_on < certificate.issued_on:
        return f"证书{format_day(certificate.issued_on)}颁发，服务日期不能更早。"
    return ""
