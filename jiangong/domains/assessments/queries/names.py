"""Which names stand in the evidence of a blind round: in file names, and in what the files say."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from jiangong.domains.assessments.models import NameFinding, Round, Subject
from jiangong.domains.assessments.queries.rounds import subjects_of
from jiangong.domains.organizations.models import OrganizationAlias
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.store import open_kept
from jiangong.lib.filetypes import FileType
from jiangong.lib.officialdoc.opening import read
from jiangong.lib.refused import Refused

READABLE = (FileType.DOCX, FileType.DOC, FileType.WPS, FileType.PDF, FileType.XLSX, FileType.TXT)
SHORTEST = 2  # a single character is in every text
Report = Callable[[int, int, str], None]


def names_in_evidence(one: Round, report: Report) -> list[NameFinding]:
    """One finding for each file and name; what cannot be read is judged by its name alone."""
    subjects = subjects_of(one)
    found: list[NameFinding] = []
    for place, subject in enumerate(subjects, start=1):
        words = _names_of(subject)
        for attachment in attachments_of(subject):
            found += _findings(subject, attachment, words)
        report(place, len(subjects), subject.code)
    return found


def _findings(subject: Subject, attachment: Attachment, words: list[str]) -> Iterator[NameFinding]:
    now, text = timezone.now(), _text_of(attachment)
    for word in words:
        if word in attachment.name:
            yield NameFinding(
                subject=subject, file_name=attachment.name, word=word, in_name=True, found_at=now
            )
        if "".join(word.split()) in text:
            yield NameFinding(subject=subject, file_name=attachment.name, word=word, found_at=now)


def _names_of(subject: Subject) -> list[str]:
    """The unit by all its names, and the authors; the longest first, so that one place is told once."""
    aliases = OrganizationAlias.objects.ungated("names to look for").filter(
        organization=subject.organization_id
    )
    names = {
        subject.organization.name,
        subject.organization.short_name,
        *aliases.values_list("text", flat=True),
        *(person.name for person in subject.authors.all()),
    }
    return sorted((one for one in names if len(one) >= SHORTEST), key=len, reverse=True)


def _text_of(attachment: Attachment) -> str:
    """What it says without blanks, which layout puts inside names; nothing where it cannot be read."""
    if attachment.kind not in READABLE:
        return ""
    try:
        with open_kept(attachment.digest) as file:
            return "".join(read(file.read(), attachment.name).text.split())
    except Refused:
        return ""
