"""Who sets how reminders travel, and when they climb."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare("messaging", manage_targets="管理消息通道和外发消息", set_ladder="设置催办阶梯")
describe_verbs("messaging.target", stop="停用消息通道", resume="启用消息通道", test="试发消息")
describe_verbs("messaging.dispatch", retry="重新发送")
describe_verbs("messaging.preference", choose="修改提醒设置", confirm_email="确认邮箱")
describe_verbs("messaging.rung", set="设置催办阶梯")
