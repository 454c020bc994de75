"""What may be done with agreements between masters and apprentices."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "mentorship",
    view="查看师带徒协议",
    edit="登记和办理师带徒协议",
    sign="签署本人的师带徒协议",
    void="作废师带徒协议",
    export="导出师带徒台账",
    **{"import": "导入师带徒协议"},
)
describe_verbs(
    "mentorship.agreement",
    hand_over="交接",
    create="草拟",
    submit="送签",
    withdraw="撤回修改",
    sign="签署",
    record_signatures="登记纸质签字",
    take_effect="生效",
    write_note="填写培养记录",
    check_midterm="中期检查",
    extend="延期",
    expire="期满",
    graduate="出师（考核合格）",
    fail="考核不合格",
    terminate="终止",
    void="作废",
    forget="删除个人信息",
)
