"""What may be done with indicators."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("indicators", view="查看指标", edit="定义和修改指标", export="导出指标")
describe_verbs("indicators.indicator", create="定义", edit="修改", retire="停用", restore="恢复使用")
describe_verbs("indicators.source", choose="指定数据来源")
