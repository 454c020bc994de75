"""Management commands of assessments."""
