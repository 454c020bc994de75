"""What may be done with reports."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "reporting",
    view="查看填报",
    fill="填报、反映问题建议",
    sign="审核、签发本单位上报表",
    review="审核下级填报、代填",
    schedule="设置填报期、开锁",
    inquire="另行布置填报",
    answer="答复问题建议",
    export="导出填报",
)
describe_verbs("reporting.schedule", create="设置填报周期", edit="修改填报周期")
describe_verbs(
    "reporting.window",
    create="开设填报期",
    open="开放填报",
    edit="修改填报期",
    lock="锁定",
    unlock="开锁",
    approve="整批确认",
    export="导出填报表",
    take_in="导入填报表",
)
describe_verbs(
    "reporting.report",
    load="载入",
    save="保存草稿",
    submit="报送",
    circulate="送本单位审核",
    check="本单位审核",
    sign="签发报送",
    hand_back="退回填报人",
    withdraw="撤回",
    read="阅收",
    endorse="区县审核",
    approve="确认",
    send_back="退回",
    revise="更正",
    stand_in="代填",
    confirm="确认代填",
    print="打印",
    export="导出",
)
describe_verbs(
    "reporting.matter",
    create="反映",
    answer="答复",
    settle="办结",
    ask_again="追问",
    withdraw="撤回",
    escalate="转报上级",
    export="导出",
)
describe_verbs(
    "reporting.inquiry",
    create="拟订",
    edit="修改",
    publish="下发",
    close="停用",
    answer="填报",
    remove_question="删除填报项",
    add_question="增加填报项",
)
