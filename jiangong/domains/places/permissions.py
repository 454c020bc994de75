"""What may be done with places."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "places",
    view="查看阵地",
    edit="登记阵地、检查和整改",
    void="作废阵地",
    export="导出阵地台账",
)
describe_verbs(
    "places.place",
    create="登记",
    edit="修改",
    suspend="暂停开放",
    resume="恢复开放",
    close="撤销",
    void="作废",
    export_map="导出坐标",
    print_codes="打印二维码",
    discard="撤回导入",
)
describe_verbs("places.inspection", create="检查", rectify="整改", void="作废")
describe_verbs("places.placereport", create="收到反映", repeat="又收到反映", settle="处理")
