"""The reform's ledgers of the demo: the city's and the units' responsibility lists, policies, demonstration points."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import NamedTuple

from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import federation
from jiangong.domains.reform.choices import Field, PilotLevel, TaskState
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.grounds import AHEAD, LATE, Ground, grounds, spread

SEED = 20210430


class Listed(NamedTuple):
    """One task as it stands on a list."""

    text: str
    field: str
    lead: str = ""  # a department or partner; the list's own union without one
    partners: str = ""
    month: int = 10


CITY: tuple[Listed, ...] = (
    Listed("制定本年度产改任务实施计划，细化到责任部门", Field.OTHER, "劳动和经济工作部", "", 5),
    Listed(
        "召开产改工作协调小组会议，通报成员单位任务进展",
        Field.OTHER,
        "劳动和经济工作部",
        "市工信局、市人社局",
        6,
    ),
    Listed("市县两级工会在产业链企业宣讲20场以上", Field.GUIDANCE, "宣传教育和网络工作部", "", 11),
    Listed("联合人社部门选树“郑州大工匠”10名", Field.SKILLS, "劳动和经济工作部", "市人社局", 12),
    Listed("推进各级工会选树工匠人才260名以上", Field.SKILLS, "劳动和经济工作部", "各区县（市）总工会", 11),
    Listed("命名市级示范性创新工作室20家，推动新建60家", Field.MERIT, "劳动和经济工作部", "", 11),
    Listed("组织9条重点产业链劳动和技能竞赛", Field.MERIT, "劳动和经济工作部", "市工信局", 10),
    Listed("新建市级职工书屋60家", Field.GUIDANCE, "宣传教育和网络工作部", "", 9),
    Listed("开展集体协商集中要约，覆盖重点产业链企业", Field.RIGHTS, "权益保障部", "市人社局", 6),
    Listed("建立产业链工会联络员制度，定期会商难点堵点", Field.OTHER, "劳动和经济工作部", "市工信局", 7),
    Listed("推动企业推行首席工匠聘任和技能等级薪酬", Field.STANDING, "劳动和经济工作部", "市人社局", 10),
    Listed("在产业链企业开展新就业形态劳动者集中入会", Field.GROWTH, "组织部", "", 9),
    Listed("整理产改示范点经验，召开现场观摩会", Field.OTHER, "劳动和经济工作部", "", 12),
    Listed("落实劳模工匠疗休养和技术津贴", Field.STANDING, "权益保障部", "", 8),
)
UNIT: tuple[Listed, ...] = (
    Listed("制定本单位产改任务年度实施计划", Field.OTHER, month=5),
    Listed("完成年度工匠人才选树任务", Field.SKILLS, month=11),
    Listed("新建劳模和工匠人才创新工作室", Field.MERIT, month=10),
    Listed("组织签订师带徒协议并跟踪培养", Field.SKILLS, month=9),
    Listed("开展党的创新理论和劳模工匠宣讲", Field.GUIDANCE, month=10),
    Listed("推动企业建立技术工人创新成果奖励办法", Field.STANDING, month=12),
    Listed("发展产业工人入会，充实一线会员队伍", Field.GROWTH, month=8),
    Listed("开展集体协商和劳动争议调解", Field.RIGHTS, month=9),
)
POLICIES = (
    ("产业工人队伍建设改革年度任务分工方案", Field.OTHER, 3), ("高技能人才技术津贴发放办法", Field.STANDING, 4),
    ("职工技能竞赛组织管理办法", Field.SKILLS, 4), ("首席技师聘任管理办法", Field.STANDING, 5),
    ("劳模和工匠人才创新工作室管理办法", Field.MERIT, 5), ("师带徒工作指导意见", Field.SKILLS, 6),
    ("产业链工会联络员工作制度", Field.OTHER, 6), ("职工创新成果奖励办法", Field.MERIT, 7),
    ("新就业形态劳动者入会和服务办法", Field.GROWTH, 8), ("产业工人思想政治引领工作方案", Field.GUIDANCE, 9),
    ("集体协商要约行动实施方案", Field.RIGHTS, 3), ("产改示范单位评价办法", Field.OTHER, 10),
)  # fmt: skip
DONE_TOLD = ("已完成，材料已归档。", "按期完成，已报送总结。", "已完成，正在推广做法。")
ONGOING_TOLD = ("已部署，正在组织实施。", "完成过半，按月调度。", "方案已印发，正在征集对象。")
EXPERIENCE = (
    "把技能等级和薪酬挂钩，技师岗位津贴与管理岗持平；班组设创新积分，成果按效益奖励。",
    "车间设劳模工作台，新工人跟师学习一年后比武定级；每季公布技术难题揭榜攻关。",
    "厂务公开、集体协商和职工提案打通办理，职工代表列席生产例会。",
)


def load(actor: Actor) -> list[ReformTask]:
    """Lists of the city and of its units, the policies they issued, who goes ahead."""
    random = Random(SEED)  # noqa: S311 — demo data must come out the same each time
    root, known = federation(), grounds(actor)
    if root is None:
        return []
    names = Organization.objects.ungated("demo data").filter(parent=root, kind=OrganizationKind.DEPARTMENT)
    departments = {one.name: one for one in names}
    evidence = Document.objects.visible_to(actor).filter(title__contains="劳动和经济工作要点").first()
    tasks = [_task(root, departments.get(one.lead, root), one, evidence, random) for one in CITY]
    for ground in known:
        amount = 8 if ground.townships else 5
        tasks += [_task(ground.unit, ground.unit, one, None, random) for one in UNIT[:amount]]
    made = ReformTask.objects.bulk_create(tasks, batch_size=500)
    policies = Policy.objects.bulk_create(_policies(root, known, random))
    pilots = Pilot.objects.bulk_create(_pilots(known, random))
    record_many(actor, "reform.reformtask.create", made)
    record_many(actor, "reform.policy.create", policies)
    record_many(actor, "reform.pilot.create", pilots)
    return made


def _task(
    union: Organization, lead: Organization, listed: Listed, evidence: Document | None, random: Random
) -> ReformTask:
    today = timezone.localdate()
    due = date(today.year, listed.month, 28)
    task = ReformTask(
        organization=union,
        year=today.year,
        text=listed.text,
        field=listed.field,
        lead=lead,
        partners=listed.partners,
        responsible="劳动和经济工作部" if lead == union else "",
        due_on=due,
    )
    chance = 0.72 if str(union) in LATE else 0.97 if str(union) in AHEAD else 0.9
    if due < today and random.random() < chance:
        task.done_on = spread(random, due - timedelta(days=40), due)
        task.progress, task.progress_on = random.choice(DONE_TOLD), task.done_on
        task.evidence = evidence if random.random() < 0.5 else None
        setattr(task, "state", TaskState.DONE)  # noqa: B010 — a story told from its end: no transition is taken
    elif due.month - 4 <= today.month:
        task.progress, task.progress_on = (
            random.choice(ONGOING_TOLD),
            spread(random, due - timedelta(days=90), today),
        )
    return task


def _policies(root: Organization, known: list[Ground], random: Random) -> Iterator[Policy]:
    """A dozen of the city, one or two of each district."""
    year = timezone.localdate().year
    for place, (title, field, month) in enumerate(POLICIES, start=1):
        yield Policy(
            organization=root,
            title=title,
            number=f"郑工〔{year}〕{place + 20}号",
            issuer=root.name,
            issued_on=spread(random, date(year, month, 1), date(year, month, 28)),
            field=field,
        )
    choices = cycle(POLICIES[1:])
    for ground in (one for one in known if one.townships):
        for serial in range(1, 2 + ground.unit.pk % 2):
            title, field, month = next(choices)
            yield Policy(
                organization=ground.unit,
                title=f"{ground.unit}{title}",
                number=f"{str(ground.unit)[:2]}工〔{year}〕{serial + 4}号",
                issuer=ground.unit.name,
                issued_on=spread(random, date(year, month, 1), date(year, 10, 28)),
                field=field,
            )


def _pilots(known: list[Ground], random: Random) -> Iterator[Pilot]:
    """Large enterprises first; a county's grow into the city's."""
    year = timezone.localdate().year
    for ground in known:
        for place, enterprise in enumerate(one for one in ground.enterprises if one.above_scale):
            if place == 3:
                break
            named = spread(random, date(year, 1, 10), date(year, 9, 30))
            yield Pilot(
                organization=ground.unit,
                enterprise=enterprise,
                party=enterprise.name,
                level=PilotLevel.CITY if place == 0 else PilotLevel.COUNTY,
                named_on=named if place else named.replace(year=year - 1),
                named_by=f"{ground.unit}产改工作协调小组",
                experience=random.choice(EXPERIENCE),
            )
