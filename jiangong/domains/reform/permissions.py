"""What may be done with the ledgers of the reform."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("reform", view="查看产改台账", edit="登记产改台账", export="导出产改台账")
describe_verbs(
    "reform.reformtask",
    create="列入清单",
    progress="登记进展",
    complete="完成",
    reopen="恢复推进",
    void="作废",
    discard="撤销导入",
)
for _model in ("policy", "pilot"):
    describe_verbs(f"reform.{_model}", create="登记", void="作废")
