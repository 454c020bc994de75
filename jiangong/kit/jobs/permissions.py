"""How the acts of this kit read in a history."""

from jiangong.kit.audit.presenting import describe_verbs

describe_verbs("jobs.job", cancel="停止任务", retry="重新办理任务")
