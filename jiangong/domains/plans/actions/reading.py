"""A notice comes in: the file is kept, read in a limited child, and made into a draft plan."""

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jiangong.domains.plans.actions.adopting import adopt_reading
from jiangong.domains.plans.choices import PlanState, ReadingState
from jiangong.domains.plans.models import Plan, Reading
from jiangong.domains.plans.models.readings import SOURCE
from jiangong.domains.plans.queries.readings import JOB, is_under_way
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments import store
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.receiving import Received, receive
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.jobs.queue import enqueue
from jiangong.lib.filetypes import FileType
from jiangong.lib.officialdoc.opening import read
from jiangong.lib.officialdoc.reading import Reading as FoundReading
from jiangong.lib.refused import Refused

PASTED = "粘贴的通知.txt"
STEPS = ("正在读文件", "正在核对单位和指标", "已生成计划草稿")
Report = Callable[[int, int, str], None]


@transaction.atomic
def start_reading(received: Received, document: Any = None, *, again: bool = False, actor: Actor) -> Reading:
    """Keep a received file and queue its reading; the same file twice is told."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if actor.organization is None:
        raise Refusal("您当前没有任职的组织，不能拟订计划。请先切换任职。")
    if not again and (known := earlier_reading(received.digest, actor)) is not None:
        raise Refusal(_told(known), field="again")
    reading = Reading.objects.create(
        organization=actor.organization, name=received.name, document=document, reader=actor.user
    )
    add_attachments(reading, SOURCE, [received], actor=actor)
    record(actor, "plans.reading.create", reading, size=received.size)
    enqueue(JOB, actor=actor, reading_id=reading.pk)
    return reading


def pasted_text(text: str) -> Received:
    """What somebody pasted, as if it had been a text file."""
    content = ContentFile(text.encode(), name=PASTED)
    return receive(Reading.attachment_slots[0], content)


def copied_attachment(attachment: Attachment) -> Received:
    """A file of the register of documents; its bytes lie in the store already."""
    kind = FileType(attachment.kind)
    return Received(attachment.name, kind, attachment.size, attachment.digest, attachment.cleaned)


def earlier_reading(digest: str, actor: Actor) -> Reading | None:
    """The same file, read before by the same organization and not given up since."""
    same = Attachment.objects.ungated("only readings the actor sees are told").filter(
        digest=digest, owner_model=Reading._meta.label_lower, removed_at=None
    )
    readings = Reading.objects.visible_to(actor).filter(
        pk__in=same.values("owner_id"), organization=actor.organization
    )
    living = readings.exclude(state=ReadingState.FAILED).exclude(plan__state=PlanState.VOID)
    return living.select_related("plan", "reader").first()


def _told(known: Reading) -> str:
    who = known.reader.name if known.reader else "系统"
    what = f"计划是“{known.plan.title}”" if known.plan else "正在识读"
    return f"这份文件{who}在{timezone.localdate(known.created_at):%Y-%m-%d}已经上传识读过，{what}。确需再识读一次，请勾选“仍然识读”。"


def read_notice(reading: Reading, report: Report, *, actor: Actor) -> Plan:
    """Read the file and adopt what was found; a refused file says why and may be tried again."""
    if reading.plan is not None:  # the job was killed between its work and its own end
        return reading.plan
    report(0, len(STEPS), STEPS[0])
    if reading.state != ReadingState.READ:
        try:
            found = _read(reading)
        except (Refused, Refusal) as refusal:
            _fail(reading, refusal.sentence, actor)
            raise Refusal(refusal.sentence) from refusal
        _keep(reading, found)
    report(1, len(STEPS), STEPS[1])
    plan = adopt_reading(reading, actor=actor)
    report(len(STEPS), len(STEPS), STEPS[2])
    return plan


def _read(reading: Reading) -> FoundReading:
    """The one place where a notice's file is parsed: the library does so in a child that can exhaust only itself."""
    attachment = attachments_of(reading).filter(slot=SOURCE).first()
    if attachment is None:
        raise Refusal("文件已被移除，请重新上传。")
    return read(store.path_of(attachment.digest), attachment.name)


def _keep(reading: Reading, found: FoundReading) -> None:
    reading.text, reading.result, reading.state = found.text, found.as_json(), ReadingState.READ
    reading.failure = ""
    reading.save(update_fields=("text", "result", "state", "failure", "updated_at"))


@transaction.atomic
def _fail(reading: Reading, sentence: str, actor: Actor) -> None:
    reading.state, reading.failure = ReadingState.FAILED, sentence[:300]
    reading.save(update_fields=("state", "failure", "updated_at"))
    record(actor, "plans.reading.fail", reading)


@transaction.atomic
def retry_reading(reading: Reading, *, actor: Actor) -> Reading:
    """Read the same file once more, when the last attempt has ended without a plan."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    mine = Reading.objects.ungated("compare-and-set").filter(
        pk=reading.pk, version=reading.version, plan=None
    )
    if not mine.update(failure="", version=F("version") + 1) or is_under_way(reading):
        raise Conflict("这份文件的状态已经变化，请刷新页面查看。")
    if reading.state == ReadingState.FAILED:
        mine_now = Reading.objects.ungated("the same row").filter(pk=reading.pk)
        mine_now.update(state=ReadingState.QUEUED)
    record(actor, "plans.reading.create", reading)
    enqueue(JOB, actor=actor, reading_id=reading.pk)
    reading.refresh_from_db()
    return reading
