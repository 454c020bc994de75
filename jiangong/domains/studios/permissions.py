"""What may be done with studios."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "studios",
    view="查看创新工作室",
    edit="登记和修改创新工作室",
    register="确认创新工作室登记",
    name="命名创新工作室",
    review="复核创新工作室",
    revoke="撤销创新工作室",
    publish="公开创新工作室名片",
    set_deadlines="规定创新工作室登记期限",
    export="导出和打印创新工作室",
    **{"import": "导入创新工作室"},
)
describe_verbs(
    "studios.studio",
    create="建档",
    register="确认登记",
    reopen="退回建设",
    name="命名",
    confirm="复核合格",
    warn="复核警告",
    revoke="撤销",
    void="作废",
    change_leader="更换领衔人",
    seat="调整团队",
    publish="公开名片",
    withdraw="停止公开",
    add_part="登记课题、成果、经费",
    edit_part="修改课题、成果、经费",
    void_part="作废课题、成果、经费",
    discard="撤回导入的工作室",
)
describe_verbs("studios.deadline", create="规定登记期限")
