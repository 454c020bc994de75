"""Who may offer a view to colleagues, and what the audit trail says about views."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("listing", share_views="把保存的视图共享给本单位")
describe_verbs(
    "listing.savedview", create="保存视图", edit="修改视图", delete="删除视图", choose="设默认视图"
)
