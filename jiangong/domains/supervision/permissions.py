"""What may be done in supervision."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "supervision",
    view="查看督导检查",
    plan="拟定督导计划",
    draw="抽取检查对象",
    inspect="督导检查",
    waive="批准超次检查",
    rectify="答复整改",
    recheck="复查整改",
    export="导出督导检查",
)
describe_verbs(
    "supervision.inspectionplan",
    create="拟定",
    edit="修改",
    start="启动",
    close="结束",
    void="作废",
)
describe_verbs(
    "supervision.draw",
    announce="公布种子和名单",
    draw="抽取",
    replace="作废重抽",
    print="打印抽取记录",
)
describe_verbs(
    "supervision.visit",
    create="安排检查",
    schedule="定日期",
    reassign="更换督导员",
    start="开始检查",
    submit="提交检查",
    merge="合并检查",
    cancel="取消检查",
    waive="批准超次",
    print="打印检查记录",
)
describe_verbs("supervision.figurecheck", correct="更正核实数")
describe_verbs(
    "supervision.finding",
    create="登记问题",
    arrange="落实整改",
    answer="答复整改",
    close="销号",
    send_back="退回再整改",
    postpone="延期",
    void="作废",
)
