"""Chinese words of the acts on attachments, for histories."""

from jiangong.kit.audit.presenting import describe_verbs

describe_verbs("attachments.attachment", attach="添加附件", remove="移除附件")
