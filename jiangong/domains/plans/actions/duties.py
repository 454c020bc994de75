"""Who does a task: names are resolved, unknown ones stay written until somebody says what they mean."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from jiangong.domains.organizations.actions import add_alias
from jiangong.domains.organizations.choices import AliasSource
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.adopting.names import Names
from jiangong.domains.plans.choices import DutyRole
from jiangong.domains.plans.models import Duty, Plan, Recipient, Task
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.names import normalize


def replace_duties(task: Task, wanted: Mapping[str, Sequence[str]], *, actor: Actor) -> None:
    """The parts of a task as the form says them; those that stay keep their rows."""
    texts = [text for names in wanted.values() for text in names]
    meant = Names(texts, actor, None)
    kept = {(one.role, one.organization_id or one.written): one for one in task.duties.all()}
    known = {(one.role, str(one.organization)): one for one in task.duties.select_related("organization")}
    named: set[int] = set()
    fresh: dict[tuple[str, int | str], Duty] = {}
    for role in DutyRole:
        for text in wanted.get(role.value, ()):
            organization_id = meant.organization_id(text)
            key = (role.value, organization_id or text)
            stays = kept.get(key) or known.get((role.value, text))
            if stays is not None:
                named.add(stays.pk)
            else:
                duty = Duty(task=task, role=role, organization_id=organization_id, written=text[:120])
                fresh.setdefault(key, duty)
    task.duties.exclude(pk__in=named).delete()
    Duty.objects.bulk_create(fresh.values())


@transaction.atomic
def settle_unit(plan: Plan, written: str, organization: Organization, *, actor: Actor) -> int:
    """Say once which organization a written name means: everywhere in the plan, and from now on."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    mine = Plan.objects.ungated("the caller came through the gate").filter(pk=plan.pk)
    mine.update(version=F("version") + 1)
    plan.refresh_from_db()
    if reason := rules.editing_refusal(plan, actor):
        raise NotAllowed(reason)
    settled = _settle_recipients(plan, written, organization) + _settle_duties(plan, written, organization)
    if not settled:
        raise Refusal(f"“{written}”已经确认过了，请刷新页面查看。")
    if normalize(written) not in {normalize(organization.name), normalize(organization.short_name)}:
        add_alias(organization, text=written, source=AliasSource.LEARNED, actor=actor)
    record(actor, "plans.plan.edit", plan, field="单位名称", text=written)
    return settled


def _settle_recipients(plan: Plan, written: str, organization: Organization) -> int:
    wanted = normalize(written)
    open_rows = [one for one in plan.recipients.filter(organization=None) if normalize(one.written) == wanted]
    if not open_rows:
        return 0
    if (twin := plan.recipients.filter(organization=organization).first()) is not None:
        return sum(_join(one, twin) for one in open_rows)
    first, *others = open_rows
    first.organization = organization
    first.save(update_fields=("organization",))
    return 1 + sum(_join(one, first) for one in others)


def _join(row: Recipient, into: Recipient) -> int:
    """Two rows turn out to be one unit: shares of different goals come together, of one goal they are refused."""
    shares = row.targets.values_list("edition_id", "goal_id")
    taken = set(into.targets.values_list("edition_id", "goal_id"))
    if taken & set(shares):
        raise Refusal(f"“{into}”在同一项指标里已有任务数，与“{row.written}”不能合并。请先核对两行的任务数。")
    row.targets.update(recipient=into)
    row.delete()
    return 1


def _settle_duties(plan: Plan, written: str, organization: Organization) -> int:
    wanted, settled = normalize(written), 0
    for duty in Duty.objects.filter(task__program__plan=plan, organization=None):
        if normalize(duty.written) != wanted:
            continue
        settled += 1
        twin = Duty.objects.filter(task=duty.task_id, role=duty.role, organization=organization)
        if twin.exists():
            duty.delete()
        else:
            duty.organization = organization
            duty.save(update_fields=("organization",))
    return settled
