"""Plans of the demo, over the real path: a closed one of 2021, this year's in full course, one under review."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.plans.actions import (
    cosigning,
    drafting,
    editions,
    fulfilling,
    issuing,
    moving,
    settling,
)
from jiangong.domains.plans.actions.allocating import CellChange, allocate_targets
from jiangong.domains.plans.actions.dividing import divide_plan
from jiangong.domains.plans.actions.reading import read_notice, start_reading
from jiangong.domains.plans.choices import Channel, CosignState, DeliveryState
from jiangong.domains.plans.models import Delivery, Duty, Edition, Goal, Plan, Reading, Receipt, Step, Target
from jiangong.domains.plans.queries.findings import open_blocking
from jiangong.domains.plans.queries.gaps import gap_explanations
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.domains.plans.queries.levels import levels_below
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.receiving import receive
from jiangong.kit.messaging.models import Message
from jiangong.lib.amounts import apportion
from jiangong.portal.demo import officers
from jiangong.portal.demo.documents import ISSUED, make_pdf
from jiangong.portal.demo.notice import notice_text

NUMBER = "郑工劳经〔2021〕3号"
UNSIGNED = ("金水区", "轻研院")  # and 能源石化, whose share was changed after it had signed
ON_PAPER = {"郑煤": Channel.PAPER, "宇通": Channel.CHAT, "日产": Channel.PHONE, "长铝": Channel.MAIL}
COSIGNERS = ("市发改委", "市应急管理局", "市人社局")


def load(actor: Actor) -> list[Plan]:
    """Everything, each act by who does it in real life."""
    officers.load(actor)
    people = {
        one.username: current_actor(one)
        for one in User.objects.filter(username__in=("shizong", "lingdao", "erqi"))
    }
    clerk, leader, erqi = people["shizong"], people["lingdao"], people["erqi"]
    past = _closed(clerk, leader)
    running = _running(clerk, leader)
    below = _divided_further(running, erqi)
    draft = _under_review(clerk)
    Message.objects.filter(url__startswith="/plans/").update(read_at=timezone.now())
    return [past, running, below, draft]


def _read(year: int, number: str, dated: date, clerk: Actor) -> Plan:
    """A notice on its way into a draft plan."""
    document = Document.objects.visible_to(clerk).filter(official_number=number).first()
    slot = Reading.attachment_slots[0]
    text = notice_text(year, number, dated)
    received = receive(slot, ContentFile(text.encode(), name=f"{number}.txt"))
    reading = start_reading(received, document, actor=clerk)
    return read_notice(reading, lambda done, total, note: None, actor=clerk)


def _closed(clerk: Actor, leader: Actor) -> Plan:
    """2021 as it was printed: the missing 10/1/1 let pass by name, signed for, handed in, closed."""
    plan = _read(2021, NUMBER, ISSUED, clerk)
    found = open_blocking(plan)
    settling.waive_findings(
        plan,
        [one.key for one in found],
        [one.fingerprint for one in found],
        "通知印发时第二个专案的分解表漏列一家单位，合计数无误；原件已经下发，按原件执行，差额由市总掌握。",
        actor=clerk,
    )
    to_signature(plan, clerk, leader)
    issuing.issue_plan(plan, actor=leader)
    backdate(plan, ISSUED)
    sign_all(plan, ISSUED, ())
    year_end = date(2021, 12, 31)
    Step.objects.filter(program__plan=plan).update(done_on=F("ends_on"))
    Delivery.objects.ungated("demo").filter(step__program__plan=plan).update(
        state=DeliveryState.RECEIVED,
        channel=Channel.PAPER,
        note="纸质件已归档。",
        handed_in_at=_moment(year_end),
        received_at=_moment(year_end),
        received_by=clerk.user,
    )
    _finish_parts(plan, clerk, _moment(year_end), None)
    moving.close_plan(plan, actor=clerk)
    Plan.objects.ungated("demo").filter(pk=plan.pk).update(closed_at=_moment(date(2022, 1, 14)))
    return plan


def _running(clerk: Actor, leader: Actor) -> Plan:
    """This year with the same shares, the unit left out in 2021 put in by name."""
    today = timezone.localdate()
    dated = min(date(today.year, 4, 9), today - timedelta(days=25))
    plan = _read(today.year, f"郑工劳经〔{today.year}〕3号", dated, clerk)
    explained = gap_explanations(grid_of(working_edition(plan)))[0]
    label = explained.candidates[0].label
    settling.adopt_fill(
        plan, explained.program, label, "经电话核实，附件漏列一家单位，予以补列。", actor=clerk
    )
    plan.refresh_from_db()
    _cosign(plan, clerk, leader, dated)
    issuing.issue_plan(plan, actor=leader)
    backdate(plan, dated)
    sign_all(plan, dated, UNSIGNED)
    _adjust(plan, clerk, leader, dated)
    _hand_in(plan, clerk, dated)
    past = Step.objects.filter(program__plan=plan, ends_on__lt=today - timedelta(days=20))
    past.update(done_on=F("ends_on"))
    _finish_parts(plan, clerk, _moment(min(dated + timedelta(days=30), today)), 4)
    return plan


def to_signature(plan: Plan, clerk: Actor, leader: Actor) -> None:
    moving.submit_plan(plan, actor=clerk)
    moving.endorse_plan(plan, actor=leader)


def _cosign(plan: Plan, clerk: Actor, leader: Actor, dated: date) -> None:
    """Three departments answer on paper, one of them with an opinion."""
    known = Organization.objects.visible_to(clerk).filter(short_name__in=COSIGNERS).order_by("position")
    cosigning.list_cosigners(plan, list(known), actor=clerk)
    moving.submit_plan(plan, actor=clerk)
    moving.send_plan_to_cosign(plan, actor=leader)
    for place, one in enumerate(plan.cosignatures.select_related("organization", "plan__organization")):
        said = (
            (CosignState.OBJECTED, "建议安全生产月活动与全市统一部署同步开展。")
            if place == 1
            else (CosignState.AGREED, "")
        )
        answer = cosigning.Answer(*said, Channel.PAPER, dated - timedelta(days=5 - place))
        cosigning.record_cosignature(one, answer, actor=clerk)
    moving.finish_cosigning(plan, actor=clerk)


def backdate(plan: Plan, day: date) -> None:
    """As the story goes; the audit keeps today."""
    own = Plan.objects.ungated("demo").filter(pk=plan.pk)
    own.update(created_at=_moment(day - timedelta(days=12)), issued_at=_moment(day))
    Edition.objects.filter(plan=plan).update(effective_at=_moment(day))
    plan.waivers.update(at=_moment(day - timedelta(days=8)))
    plan.refresh_from_db()


def _moment(day: date, minutes: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30))) + timedelta(minutes=minutes)


def sign_all(plan: Plan, day: date, without: Iterable[str]) -> None:
    """Units sign within some days; those not online are signed for, marked so."""
    signers, edition = officers.officers_by_unit(), plan.editions.get(number=1)
    clerk, rows = plan.drafter, []
    for place, one in enumerate(plan.recipients.select_related("organization")):
        unit = one.organization
        if unit is None or str(unit) in without:
            continue
        signed = day + timedelta(days=1 + place % 6)
        receipt = Receipt(edition=edition, organization=unit, signed_at=_moment(signed, place * 7 % 400))
        channel = ON_PAPER.get(str(unit))
        receipt.signed_by = signers.get(unit.pk) if channel is None else clerk
        if channel is not None:
            receipt.on_behalf, receipt.channel, receipt.received_on = True, channel, signed
        rows.append(receipt)
    Receipt.objects.bulk_create(rows)


def _adjust(plan: Plan, clerk: Actor, leader: Actor, dated: date) -> None:
    """One figure moves from 能源石化 to 建设邮电; the second has signed again, the first has not."""
    reason = "能源石化所属两家企业年内停产检修，经协商调减师带徒协议50份，由建设邮电承担。"
    edition = editions.start_adjustment(plan, reason, actor=clerk)
    grid = grid_of(edition)
    goal = next(one for one in grid.goals if "师带徒" in one.indicator.name)
    rows = {str(one): one for one in grid.recipients}
    changes = [
        CellChange(rows[name].pk, goal.pk, seen := grid.value(rows[name], goal), (seen or Decimal(0)) + by)
        for name, by in (("能源石化", Decimal(-50)), ("建设邮电", Decimal(50)))
    ]
    allocate_targets(edition, changes, actor=clerk)
    edition.refresh_from_db()
    editions.submit_edition(edition, actor=clerk)
    editions.approve_edition(edition, actor=leader)
    day = min(dated + timedelta(days=128), timezone.localdate())
    Edition.objects.filter(pk=edition.pk).update(effective_at=_moment(day))
    again = rows["建设邮电"].organization_id or 0
    signer = officers.officers_by_unit().get(again)
    Receipt.objects.create(
        edition=edition, organization_id=again, signed_at=_moment(day, 95), signed_by=signer
    )


def _hand_in(plan: Plan, clerk: Actor, dated: date) -> None:
    """Schemes came in from most units; a few wait for confirmation, one went back."""
    signers, today = officers.officers_by_unit(), timezone.localdate()
    rows = Delivery.objects.ungated("demo").filter(
        step__program__plan=plan, step__ends_on__lt=max(today, dated + timedelta(days=60))
    )
    for place, one in enumerate(
        rows.select_related("organization", "step__program__plan__organization").order_by("pk")
    ):
        if place % 17 == 5:
            continue
        day = min((one.step.ends_on or today) - timedelta(days=place % 9), today)
        name = f"{one.organization}{one.step.get_deliverable_display()}.pdf"
        pdf = ContentFile(
            make_pdf([one.organization.name, one.step.get_deliverable_display(), f"{day:%Y-%m-%d}"]), name
        )
        files = [receive(Delivery.attachment_slots[0], pdf)]
        user = signers.get(one.organization_id)
        fulfilling.hand_in(one, files, "", actor=current_actor(user) if user else clerk)
        if place % 17 == 11:
            fulfilling.send_back_delivery(one, "请补充资金安排和责任分工后再报。", actor=clerk)
        elif place < 48:
            fulfilling.receive_delivery(one, actor=clerk)
        Delivery.objects.ungated("demo").filter(pk=one.pk).update(handed_in_at=_moment(day, place))
        Delivery.objects.ungated("demo").filter(pk=one.pk, received_at__isnull=False).update(
            received_at=_moment(day + timedelta(days=1), place)
        )


def _finish_parts(plan: Plan, clerk: Actor, moment: datetime, most: int | None) -> None:
    """Parts of the city's own departments that are done."""
    parts = Duty.objects.filter(task__program__plan=plan, organization__kind="department").order_by("pk")
    keys = list(parts.values_list("pk", flat=True)[:most])
    Duty.objects.filter(pk__in=keys).update(
        done_at=moment, done_by=clerk.user, note="已按要求完成并报送情况。"
    )


def _divided_further(plan: Plan, erqi: Actor) -> Plan:
    """二七区 gives its shares to its grass roots by their members; all but two have signed."""
    child = divide_plan(plan, levels_below(erqi)["grassroots"][1], actor=erqi)
    edition, rows = child.editions.get(), list(child.recipients.select_related("organization"))
    weights = {one.pk: Decimal((one.organization and one.organization.members_count) or 1) for one in rows}
    shares = []
    for goal in Goal.objects.filter(program__plan=child).select_related("indicator"):
        given = apportion(goal.total or Decimal(0), weights, goal.indicator.decimals)
        shares += [
            Target(edition=edition, goal=goal, recipient_id=key, value=value)
            for key, value in given.items()
            if value
        ]
    Target.objects.bulk_create(shares)
    issuing.issue_plan(child, actor=erqi)
    day = min(timezone.localtime(plan.issued_at).date() + timedelta(days=11), timezone.localdate())
    backdate(child, day)
    Receipt.objects.bulk_create(
        [
            Receipt(edition=edition, organization=one.organization, signed_at=_moment(day, place * 55), on_behalf=True,
                    channel=Channel.CHAT, received_on=day, signed_by=erqi.user)
            for place, one in enumerate(rows[1:-1])
        ]
    )  # fmt: skip
    return child


def _under_review(clerk: Actor) -> Plan:
    """A small plan by hand that waits for its reviewer."""
    year = timezone.localdate().year
    values = {
        "title": f"郑州市总工会{year}年职工技能比武活动计划",
        "year": year,
        "issuer_names": "郑州市总工会",
    }
    plan = drafting.create_plan(values, actor=clerk)
    program, edition = plan.programs.get(), plan.editions.get()
    known = Goal.objects.filter(
        program__plan__organization=plan.organization, indicator__name__contains="工匠"
    )
    indicator = known.select_related("indicator").first()
    if indicator is None:
        raise LookupError("the notices of the demo name no indicator of craftsmen")
    goal = Goal.objects.create(program=program, indicator=indicator.indicator, position=1, total=Decimal(68))
    for position, unit in enumerate(units(clerk), start=1):
        row = plan.recipients.create(organization=unit, position=position, written=str(unit))
        Target.objects.create(edition=edition, goal=goal, recipient=row, value=Decimal(2))
    moving.submit_plan(plan, actor=clerk)
    return plan
