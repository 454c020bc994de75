"""What can be brought in from workbooks; importing this package registers it."""

from jiangong.domains.rural.imports.participations import (
    CollectiveChecker,
    CollectiveImport,
    ParticipationChecker,
    ParticipationImport,
)
from jiangong.domains.rural.imports.projects import BaseImport, FundingImport, ProjectImport

__all__ = [
    "BaseImport",
    "CollectiveChecker",
    "CollectiveImport",
    "FundingImport",
    "ParticipationChecker",
    "ParticipationImport",
    "ProjectImport",
]
