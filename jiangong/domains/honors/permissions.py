"""What may be done in selection."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "honors",
    view="查看评选表彰",
    organize="组织选树项目",
    nominate="推荐人选和集体",
    review="评审和调整名单",
    waive="说明理由放行",
    consult="征求部门意见",
    publish="发布公示",
    examine="核实公示异议",
    award="作出决定和颁发证书",
    revoke="撤销荣誉证书",
    serve="登记先进人物服务",
    export="导出和打印评选表彰",
)
describe_verbs(
    "honors.programme",
    create="建立项目",
    open="开始推荐",
    compile="汇总名单",
    reopen="重新推荐",
    advance="完成环节",
    decide="作出决定",
    cancel="取消",
    plan="设置环节",
    allot="分配名额",
    rule="设置规则",
    waive="说明理由放行",
    arrange="调整名单",
    consult="发出征求意见函",
    publish="发布公示",
)
describe_verbs(
    "honors.nomination",
    create="登记推荐对象",
    supplement="补充民主程序和单位公示",
    submit="推荐",
    send_back="退回",
    withdraw="撤回",
    enlist="列入名单",
    reserve="转为备选",
    drop="移出名单",
    award="授予称号",
    draw="更新佐证",
)
describe_verbs("honors.consultation", reply="登记部门意见", urge="催办", lift="登记撤回否决")
describe_verbs("honors.notice", recall="撤下公示")
describe_verbs(
    "honors.objection",
    create="提出异议",
    uphold="认定成立",
    dismiss="认定不成立",
    read_contact="查看联系方式",
)
describe_verbs("honors.certificate", revoke="撤销", serve="登记服务", unserve="删除服务记录")
