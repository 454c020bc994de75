"""What can be brought in from workbooks; importing this package registers it."""

from jiangong.domains.reform.imports.entries import PilotImport, PolicyImport
from jiangong.domains.reform.imports.tasks import TaskChecker, TaskImport

__all__ = ["PilotImport", "PolicyImport", "TaskChecker", "TaskImport"]
