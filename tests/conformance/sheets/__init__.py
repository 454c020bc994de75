"""A sheet for every import there is; one that is missing fails the build."""

from tests.conformance.sheets import ledgers, registers

SHEETS = {**registers.SHEETS, **ledgers.SHEETS}
