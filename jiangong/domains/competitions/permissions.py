"""What may be done with competitions."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "competitions",
    view="查看竞赛参赛",
    organize="组织竞赛",
    enrol="登记竞赛参赛",
    confirm="确认竞赛参赛",
    export="导出竞赛参赛",
)
describe_verbs("competitions.competition", create="组织", edit="修改", print="打印参赛名册")
describe_verbs(
    "competitions.enrolment",
    create="登记",
    discard="撤销导入",
    submit="报名",
    withdraw="撤回报名",
    confirm="确认",
    send_back="退回",
    quit="退出",
    void="作废",
    progress="登记进展",
    result="登记节能减排成果",
)
