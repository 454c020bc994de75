"""What may be done with plans."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "plans",
    view="查看计划和任务",
    edit="拟订计划、分解任务",
    review="核稿",
    cosign="会签",
    issue="签发计划、审定调整",
    receive="签收任务、报送材料",
    waive="说明原因后放行问题",
    close="办结计划",
    export="导出计划和分解表",
)
describe_verbs(
    "plans.plan",
    hand_over="交接",
    create="拟订",
    edit="修改",
    allocate="分解任务",
    submit="送核稿",
    endorse="核稿通过",
    send_back="退回拟稿",
    withdraw="撤回",
    send_to_cosign="送会签",
    cosign="会签",
    finish_cosigning="会签完成",
    issue="签发下发",
    close="办结",
    void="作废",
    waive="放行",
    divide="继续分解",
    print="打印",
    export="导出",
)
describe_verbs(
    "plans.edition",
    hand_over="交接",
    create="启动调整",
    submit="送审定",
    approve="审定生效",
    send_back="退回修改",
    drop="放弃调整",
)
describe_verbs("plans.receipt", create="签收", stand_in="代签收", confirm="确认代签收")
describe_verbs("plans.duty", complete="登记完成", reopen="取消完成")
describe_verbs("plans.step", complete="登记完成", reopen="取消完成")
describe_verbs(
    "plans.delivery",
    hand_in="报送",
    withdraw="撤回",
    receive="确认收到",
    send_back="退回",
    stand_in="代报送",
    reopen="重新报送",
)
describe_verbs(
    "plans.reading", hand_over="交接", create="上传识读", adopt="生成计划", fail="未能识读", remove="删除"
)
