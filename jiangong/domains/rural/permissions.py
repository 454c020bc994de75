"""What may be done with the rural ledgers."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("rural", view="查看乡村振兴台账", edit="登记乡村振兴台账", export="导出乡村振兴台账")
describe_verbs(
    "rural.project",
    create="登记",
    start="启动",
    finish="办结",
    void="作废",
    progress="登记进展",
)
for _model in ("participation", "collective", "base", "funding"):
    describe_verbs(f"rural.{_model}", create="登记", void="作废", discard="撤销导入", fold="合并人员后作废")
