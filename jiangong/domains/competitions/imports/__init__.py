"""What can be brought in from workbooks; importing this package registers it."""

from jiangong.domains.competitions.imports.enrolments import (
    ConstructionImport,
    EnergyChecker,
    EnergyImport,
    SafetyChecker,
    SafetyImport,
)

__all__ = ["ConstructionImport", "EnergyChecker", "EnergyImport", "SafetyChecker", "SafetyImport"]
