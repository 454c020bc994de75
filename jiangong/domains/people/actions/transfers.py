"""Taking over a person whom another unit registered, by leave of the level above."""

from typing import Any

from django.db import transaction

from jiangong.domains.people.actions.registering import move_person
from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models import Transfer
from jiangong.domains.people.queries import holders_of
from jiangong.domains.people.rules import has_reach, refuse_unless_within_reach
from jiangong.domains.people.workflow import TRANSFER
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal

NOT_FOUND = "没有找到姓名和身份证号都相符的人员。请核对；没有登记过的，请直接登记。"


@transaction.atomic
def request_transfer(organization: Any, name: str, id_number: str, reason: str, *, actor: Actor) -> Transfer:
    """Ask for a person by name and number together, so that neither can be found out by trying."""
    refuse_unless_within_reach(actor, organization)
    person = holders_of(id_number).filter(name=name).select_related("organization").first()
    if person is None:
        raise Refusal(NOT_FOUND, field="id_number")
    if has_reach(actor, person.organization):
        raise Refusal("这名人员已在您的管理范围内，请直接修改其所属组织。", field="id_number")
    waiting = Transfer.objects.ungated("one open request per person and unit")
    if waiting.filter(person=person, organization=organization, state=TransferState.REQUESTED).exists():
        raise Refusal("本单位已经申请调入这名人员，正在等待上一级工会办理。", field="id_number")
    transfer = Transfer(person=person, organization=organization, reason=reason, requested_by=actor.user)
    transfer.save(force_insert=True)
    record(actor, "people.transfer.create", transfer)
    return transfer


@transaction.atomic
def decide_transfer(transfer: Transfer, name: str, note: str, *, actor: Actor) -> Transfer:
    """Accept, reject or withdraw; accepting moves the person in the same transaction."""
    TRANSFER.perform(transfer, name, actor=actor, note=note, values={"answer": note[:200]})
    if name == "accept":
        move_person(transfer.person, transfer.organization, actor=actor)
    return transfer
