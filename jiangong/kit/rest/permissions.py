"""Who may hand out API tokens."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("rest", manage_tokens="管理接口令牌")
describe_verbs("rest.apitoken", issue="发放接口令牌", revoke="撤销接口令牌")
