"""What is typed about agreements."""

from jiangong.domains.mentorship.forms.agreements import AgreementForm
from jiangong.domains.mentorship.forms.course import (
    AssessmentForm,
    ExtensionForm,
    MidtermForm,
    NoteForm,
    PaperForm,
    SignForm,
    TerminationForm,
    signing_days,
)

__all__ = [
    "AgreementForm",
    "AssessmentForm",
    "ExtensionForm",
    "MidtermForm",
    "NoteForm",
    "PaperForm",
    "SignForm",
    "TerminationForm",
    "signing_days",
]
