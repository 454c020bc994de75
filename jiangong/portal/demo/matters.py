"""What units of the demo sent up, and one form asked beside the reports."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.reporting.actions import inquiries
from jiangong.domains.reporting.actions.matters import answer_matter, raise_matter, settle_matter
from jiangong.domains.reporting.choices import AnswerKind, MatterKind
from jiangong.domains.reporting.models import Inquiry, Matter, Question
from jiangong.kit.access.actor import Actor

# Who, what kind, title, text, answer.
SENT = (
    ("erqi", MatterKind.PROBLEM, "小微企业师带徒协议签订难", "辖区小微企业人员流动大，师傅带满一年的不多，协议常要重签。建议明确中途换师傅的办理办法。", "可以办理变更：注明原师傅结束日期，由新师傅续签，带徒时间连续计算。"),
    ("erqi", MatterKind.SUGGESTION, "建议统一创新工作室牌匾样式", "各企业自制牌匾规格不一，建议市总提供统一样式的电子文件。", ""),
    ("jinshui", MatterKind.RESULT, "楼宇工会联合会覆盖新就业群体", "花园路街道三栋楼宇建立联合工会，吸收新就业形态劳动者入会，相关做法已形成材料。", "已收到，请补充会员服务情况，拟列入下期简报。"),
    ("yutong", MatterKind.PROBLEM, "夜班职工参加竞赛时间冲突", "焊装车间两班倒，集中比赛与排班冲突，建议增加周末场次。", ""),
    ("jiceng", MatterKind.PROBLEM, "职工书屋图书更新缺少渠道", "书屋图书三年没有更新，职工反映借阅意愿下降，希望上级工会统一调配。", ""),
)  # fmt: skip


def load(actor: Actor) -> list[Matter]:
    """Raised by the accounts of the demo, some answered."""
    people = {
        one.username: current_actor(one)
        for one in User.objects.filter(username__in=("shizong", "erqi", "jinshui", "yutong", "jiceng"))
    }
    made = []
    for who, kind, title, text, answer in SENT:
        if who not in people:
            continue
        matter = raise_matter(Matter(kind=kind, title=title, text=text), actor=people[who])
        if answer:
            answer_matter(matter, answer, actor=people["shizong"])
        if answer and kind == MatterKind.PROBLEM:
            settle_matter(matter, actor=people[who])
        made.append(matter)
    _inquiry(people["shizong"], people["jinshui"])
    return made


def _inquiry(clerk: Actor, unit: Actor) -> None:
    """Something no ledger knows, with basis, owner and a last day."""
    today = timezone.localdate()
    inquiry = inquiries.draft_inquiry(
        Inquiry(
            title="职工心理关爱服务需求",
            purpose="汇总各单位心理关爱讲座和咨询的需求，据此安排服务场次。",
            basis="市总工会主席办公会议纪要",
            due_on=today + timedelta(days=12),
            expires_on=today + timedelta(days=40),
        ),
        actor=clerk,
    )
    why = "原有台账只记已经办的，不含需求。"
    for label, kind, unit_name in (
        ("希望安排心理讲座", AnswerKind.NUMBER, "场"),
        ("最需要支持的工地或车间", AnswerKind.TEXT, ""),
    ):
        inquiries.add_question(
            inquiry, Question(label=label, kind=kind, unit=unit_name, asked_because=why), actor=clerk
        )
    inquiries.publish_inquiry(inquiry, actor=clerk)
    values = dict(
        zip(map(str, inquiry.questions.values_list("pk", flat=True)), ("6", "地铁工地"), strict=True)
    )
    inquiries.answer_inquiry(inquiry, values, actor=unit)
