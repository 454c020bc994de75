"""Documents of the demo: the real notices the product was conceived from, and everyday ones around today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.documents import actions
from jiangong.domains.documents.choices import Direction, Urgency
from jiangong.domains.documents.models import BODY, Document
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import attach
from jiangong.lib.dates import format_day

CITY, ERQI, JINSHUI = "shizong", "erqi", "jinshui"
FEDERATION = "郑州市总工会"
FILED, PROPOSED, SENT_BACK, GIVEN, DONE, VOID = "filed", "proposed", "sent_back", "given", "done", "void"


@dataclass(frozen=True, slots=True)
class Sample:
    """One demo document; days count from today, unless ``issued`` says the real date; 〔年〕 is its year."""

    clerk: str
    title: str
    number: str = ""
    issuer: str = ""
    received: int = 0
    due: int | None = None
    stage: str = FILED
    handler: str = ""
    urgency: str = Urgency.NORMAL
    issued: date | None = None
    body: bool = True
    dated: bool = True

    @property
    def direction(self) -> str:
        return Direction.INCOMING if self.issuer else Direction.OUTGOING

    @property
    def begun(self) -> date:
        return self.issued or timezone.localdate() + timedelta(days=self.received)

    @property
    def official_number(self) -> str:
        return self.number.replace("年", str(self.begun.year))


# The notices themselves: numbers, dates and titles as issued.
THREE_PLANS = "关于印发《郑州市总工会2021年劳动和经济工作部重点工作专案》的通知"
ELEVEN_MEASURES = "郑州市总工会“深化产改效能　助力产业链发展”十一条措施"
ISSUED = date(2021, 4, 9)
REAL = (
    Sample(CITY, THREE_PLANS, "郑工劳经〔2021〕3号", stage=DONE, handler=CITY, issued=ISSUED),
    Sample(ERQI, THREE_PLANS, "郑工劳经〔2021〕3号", FEDERATION, stage=DONE, handler="jiceng", issued=ISSUED),
    Sample(
        JINSHUI, THREE_PLANS, "郑工劳经〔2021〕3号", FEDERATION, stage=DONE, handler=JINSHUI, issued=ISSUED
    ),
    Sample(CITY, ELEVEN_MEASURES, stage=DONE, handler=CITY, received=-700, dated=False),
)
# Everyday work, so that every state, every tab and some lateness can be seen.
EVERYDAY = (
    Sample(CITY, "关于在全市重点工程建设项目中开展“六比一创”劳动竞赛活动的通知", stage=GIVEN, handler=ERQI, received=-20, due=10),
    Sample(CITY, "关于组织开展“三比两降”节能减排劳动竞赛活动的通知", stage=GIVEN, handler=JINSHUI, received=-18, due=-2),
    Sample(CITY, "关于开展全市“安康杯”竞赛活动的通知", stage=GIVEN, handler="yutong", received=-25, due=-5, urgency=Urgency.URGENT),
    Sample(CITY, "关于报送全年劳动和技能竞赛总结的通知", "豫工办〔年〕41号", "河南省总工会", -6, 4, PROPOSED, urgency=Urgency.URGENT),
    Sample(CITY, "关于做好劳模和工匠人才创新工作室复核工作的通知", "豫工劳〔年〕18号", "河南省总工会", -9, -1, PROPOSED),
    Sample(CITY, "关于商请联合开展安全生产隐患排查的函", "郑应急函〔年〕66号", "郑州市应急管理局", -3, 7, PROPOSED, urgency=Urgency.MOST_URGENT),
    Sample(CITY, "关于征求重点项目建设劳动竞赛方案意见的函", "郑发改函〔年〕102号", "郑州市发展和改革委员会", -2, 5, FILED),
    Sample(CITY, "关于召开产业工人队伍建设改革联席会议的通知", "郑产改办〔年〕7号", "郑州市产业工人队伍建设改革协调小组办公室", -1, 2, FILED, urgency=Urgency.URGENT, body=False),
    Sample(CITY, "关于师带徒协议签订情况的报告", "二七工〔年〕22号", "二七区总工会", -4, 6, SENT_BACK),
    Sample(CITY, "关于申报职工创新成果的请示", "金工〔年〕15号", "金水区总工会", -15, -3, GIVEN, CITY),
    Sample(CITY, "关于宇通集团技能竞赛纳入市级竞赛的请示", "宇工〔年〕8号", "郑州宇通集团有限公司工会", -12, 8, GIVEN, "yutong"),
    Sample(CITY, "关于印发年度劳动和经济工作要点的通知", stage=DONE, handler=CITY, received=-200),
    Sample(CITY, "关于表彰“六比一创”立功竞赛先进集体和先进个人的决定", stage=PROPOSED, received=-1, due=9),
    Sample(CITY, "关于节能减排竞赛评选结果的函", "郑环函〔年〕31号", "郑州市生态环境局", -40, -20, DONE, CITY),
    Sample(CITY, "关于职业健康宣传周活动安排的函", "郑卫函〔年〕54号", "郑州市卫生健康委员会", -60, -45, DONE, CITY),
    Sample(CITY, "关于商请支持重点项目建设劳动竞赛的函", "郑发改函〔年〕99号", "郑州市发展和改革委员会", -8, None, VOID),
    Sample(ERQI, "关于开展全市“安康杯”竞赛活动的通知", "郑工劳经〔年〕5号", FEDERATION, -24, -4, GIVEN, "jiceng", Urgency.URGENT),
    Sample(ERQI, "关于报送师带徒协议签订数据的通知", "郑工劳经〔年〕9号", FEDERATION, -10, 3, GIVEN, "jiceng"),
    Sample(ERQI, "关于做好送清凉工作的通知", "郑工办〔年〕27号", FEDERATION, -110, -80, DONE, ERQI),
    Sample(ERQI, "关于推荐五一劳动奖章人选的通知", "郑工劳经〔年〕2号", FEDERATION, -190, -160, DONE, ERQI),
    Sample(ERQI, "关于召开职工代表大会的请示", "二机工〔年〕3号", "二七区机关工会", -3, 4, PROPOSED),
    Sample(ERQI, "关于申请职工书屋建设经费的请示", "大学路工〔年〕6号", "大学路街道总工会", -7, -2, PROPOSED),
    Sample(ERQI, "关于开展职工技能比武的方案", stage=PROPOSED, received=-2, due=12),
    Sample(ERQI, "关于职工互助保障参保情况的通报", "郑工保〔年〕11号", FEDERATION, -1, 9, FILED),
    Sample(ERQI, "关于冬季送温暖摸底的通知", "郑工权〔年〕33号", FEDERATION, 0, 14, FILED, body=False),
    Sample(ERQI, "关于印发全区劳动竞赛实施方案的通知", stage=DONE, handler=ERQI, received=-150),
    Sample(ERQI, "关于更正联系人的说明", "福工〔年〕2号", "福华街街道总工会", -30, None, FILED),
    Sample(JINSHUI, "关于开展全市“安康杯”竞赛活动的通知", "郑工劳经〔年〕5号", FEDERATION, -24, 6, GIVEN, JINSHUI),
    Sample(JINSHUI, "关于报送师带徒协议签订数据的通知", "郑工劳经〔年〕9号", FEDERATION, -10, -1, GIVEN, JINSHUI),
    Sample(JINSHUI, "关于做好送清凉工作的通知", "郑工办〔年〕27号", FEDERATION, -110, -80, DONE, JINSHUI),
    Sample(JINSHUI, "关于申请爱心驿站设备的请示", "花园路工〔年〕4号", "花园路街道总工会", -5, 2, PROPOSED),
    Sample(JINSHUI, "关于调整基层工会主席的请示", "文化路工〔年〕7号", "文化路街道总工会", -9, -4, SENT_BACK),
    Sample(JINSHUI, "关于举办职工创新成果展的通知", stage=FILED, received=-1, due=20),
    Sample(JINSHUI, "关于职工互助保障参保情况的通报", "郑工保〔年〕11号", FEDERATION, -1, 9, FILED),
    Sample(JINSHUI, "关于印发全区产业工人队伍建设改革要点的通知", stage=DONE, handler=JINSHUI, received=-170),
    Sample(JINSHUI, "关于秋季职工体检安排的通知", stage=DONE, handler=JINSHUI, received=-50),
)  # fmt: skip


def load(actor: Actor) -> list[Document]:
    """Register every sample and take it as far as it stands, each step by who takes it in real life."""
    people = {user.username: user for user in User.objects.all()}
    return [_load_one(sample, people, actor) for sample in (*REAL, *EVERYDAY)]


def _load_one(sample: Sample, people: dict[str, User], system: Actor) -> Document:
    clerk = current_actor(people[sample.clerk], address=system.address, request_id=system.request_id)
    leader = current_actor(people["lingdao" if sample.clerk == CITY else sample.clerk])
    document = actions.register_document(_facts(sample), actor=clerk)
    if sample.body:
        name = f"{sample.official_number or sample.title[:20]}.pdf"
        lines = [document.issuer_name, sample.official_number, sample.title]
        lines += [format_day(sample.begun)] if sample.dated else []
        attach(document, BODY, ContentFile(make_pdf(lines), name), actor=clerk)
    for step in STEPS[sample.stage]:
        step(document, sample, clerk, leader, people)
    _backdate(document, sample.begun)
    return document


def _facts(sample: Sample) -> Document:
    due = timezone.localdate() + timedelta(days=sample.due) if sample.due is not None else None
    return Document(
        direction=sample.direction,
        title=sample.title,
        official_number=sample.official_number,
        issuer_name=sample.issuer,
        issued_on=sample.begun if sample.dated else None,
        received_on=sample.begun if sample.issuer else None,
        due_on=due,
        urgency=sample.urgency,
        pages=1,
        copies=1,
    )


Act = Callable[[Document, Sample, Actor, Actor, dict[str, User]], object]


def _propose(
    document: Document, sample: Sample, clerk: Actor, leader: Actor, people: dict[str, User]
) -> None:
    text = "拟按文件要求办理，请领导批示。"
    actions.propose_document(document, text, leader.user, actor=clerk)


def _send_back(
    document: Document, sample: Sample, clerk: Actor, leader: Actor, people: dict[str, User]
) -> None:
    actions.send_back_document(document, "请补充上年同期情况后再报。", actor=leader)


def _instruct(
    document: Document, sample: Sample, clerk: Actor, leader: Actor, people: dict[str, User]
) -> None:
    text = "请承办同志抓好落实，按期反馈。"
    actions.instruct_document(document, text, people[sample.handler], actor=leader)


def _complete(
    document: Document, sample: Sample, clerk: Actor, leader: Actor, people: dict[str, User]
) -> None:
    actions.complete_document(document, "已按要求办理并反馈。", actor=current_actor(people[sample.handler]))


def _void(document: Document, sample: Sample, clerk: Actor, leader: Actor, people: dict[str, User]) -> None:
    actions.void_document(document, "与已登记的文件重复。", actor=clerk)


STEPS: dict[str, tuple[Act, ...]] = {
    FILED: (),
    PROPOSED: (_propose,),
    SENT_BACK: (_propose, _send_back),
    GIVEN: (_propose, _instruct),
    DONE: (_propose, _instruct, _complete),
    VOID: (_void,),
}


def _backdate(document: Document, begun: date) -> None:
    """Spread the acts over the days after registration, as they would have happened; the audit keeps today."""
    moments = _working_hours(begun)
    own = Document.objects.ungated("demo data is dated as the story goes").filter(pk=document.pk)
    own.update(created_at=next(moments))
    for opinion in document.opinions.order_by("pk"):
        opinion.at = next(moments)
        opinion.save(update_fields=("at",))
        if document.completed_at:
            own.update(completed_at=opinion.at)


def _working_hours(begun: date) -> Iterator[datetime]:
    now = timezone.localtime()
    for days in range(10):
        moment = datetime.combine(begun + timedelta(days=days), time(9 + days, 10), tzinfo=now.tzinfo)
        yield min(moment, now)


ORDERING = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
METRICS = (
    "/Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93"
)


def make_pdf(lines: list[str]) -> bytes:
    """One page of text in the reader's own Chinese font: small, and without a library."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines if line)
    stream = f"BT /F1 14 Tf 60 760 Td 28 TL\n{shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R {ORDERING} >>",
        f"<< /Type /FontDescriptor /FontName /STSong-Light {METRICS} >>",
    )
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
