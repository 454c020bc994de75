"""What may be seen and written in statistics."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "statistics",
    view="查看进度看板、数据来历和统计表",
    lead="查看领导一页",
    screen="打开大屏",
    export="导出看板和统计表",
    arrange="安排单位方位图",
    compile="编制进度通报",
    issue="印发进度通报",
)
describe_verbs(
    "statistics.circular",
    hand_over="交接",
    create="编制",
    edit="修改",
    renew="更新数据",
    issue="印发",
    void="作废",
    print="打印",
)
describe_verbs("statistics.tileplace", arrange="安排方位")
describe_verbs("plans.plan", board_export="导出看板")
