"""What may be done with rubrics."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("assessments", view="查看评分标准", edit="制定和修改评分标准")
describe_verbs("assessments.rubric", create="制定", edit="修改", remove="删除")
