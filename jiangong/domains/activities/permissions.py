"""What may be done with activities."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "activities",
    view="查看活动",
    edit="登记活动和结果",
    void="作废活动",
    export="导出活动台账",
)
describe_verbs(
    "activities.activity",
    create="登记",
    edit="修改",
    hold="登记结果",
    cancel="取消",
    void="作废",
    discard="撤回导入",
)
