"""What may be done to organizations."""

from jiangong.kit.access.permissions import declare

declare(
    "organizations",
    view="查看组织",
    edit="修改组织资料",
    change="办理组织变动",
    resolve_names="确认组织名称",
    view_enterprises="查看企业",
    edit_enterprises="登记和修改企业",
    export="导出组织和企业",
)
