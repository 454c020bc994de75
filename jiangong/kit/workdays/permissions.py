"""What the audit trail says about the calendar."""

from jiangong.kit.audit.presenting import describe_verbs

describe_verbs("workdays.specialday", set="设置放假调休")
