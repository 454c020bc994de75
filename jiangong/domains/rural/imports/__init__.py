"""What can be brought in from workbooks; importing this package registers it."""

from jiangong.domains.rural.imports.participations import (
    CollectiveChecker,
    CollectiveImport,
    ParticipationChecker,
    ParticipationImport,
)

__all__ = ["CollectiveChecker", "CollectiveImport", "ParticipationChecker", "ParticipationImport"]
