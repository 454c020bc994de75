"""What may be done with people and committees."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "people",
    view="查看人员",
    edit="登记和修改人员",
    reveal="查看完整手机号和身份证号",
    merge="合并重复人员",
    erase="导出和删除个人信息",
    export="导出人员",
    manage_committees="登记和修改委员会",
    decide_transfers="办理调入申请",
    **{"import": "导入人员"},
)
describe_verbs(
    "people.person",
    create="登记",
    merge="合并重复人员",
    merged="并入另一条记录",
    move="调整所属组织",
    copy_out="导出本人信息",
    erase="删除个人信息",
    tell_apart="确认不是同一人",
)
describe_verbs("people.committee", seat="调整成员")
describe_verbs("people.transfer", create="申请调入", accept="同意调入", reject="驳回", withdraw="撤回")
