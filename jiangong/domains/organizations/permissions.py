"""What may be done to organizations, and how the audit trail calls it."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "organizations",
    view="查看组织",
    edit="修改组织资料",
    change="办理组织变动",
    resolve_names="确认组织名称",
    view_enterprises="查看企业",
    edit_enterprises="登记和修改企业",
    export="导出组织和企业",
    edit_dictionaries="维护字典",
    **{"import": "导入组织"},
)

describe_verbs(
    "organizations.organization",
    create="新建组织",
    rename="更名",
    move="改变隶属",
    merge="合并",
    split="分设",
    close="撤销",
    plan="登记待生效的变动",
    cancel_change="取消待生效的变动",
    discard="撤回导入的组织",
    add_alias="添加别名",
    remove_alias="删除别名",
)
describe_verbs("organizations.organizationchange", apply="变动生效", fail="变动未能生效", cancel="取消变动")
describe_verbs(
    "organizations.namequestion",
    ask="提出待认名称",
    answer="确认名称",
    dismiss="认定不是组织",
)
describe_verbs("organizations.dictionary", edit_entries="修改条目")
describe_verbs("organizations.enterprise", discard="撤回导入的企业")
