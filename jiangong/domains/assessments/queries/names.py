"""Which names stand in the evidence of a blind round: in file names, and in what the files say."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils import timezone

from jiangong.domains.assessments.models import NameFinding, Subject
from jiangong.domains.organizations.models import OrganizationAlias
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.store import open_kept
from jiangong.lib.filetypes import FileType
from jiangong.lib.officialdoc.opening import read
from jiangong.lib.refused import Refused

READABLE = (FileType.DOCX, FileType.DOC, FileType.WPS, FileType.PDF, FileType.XLSX, FileType.TXT)
SHORTEST = 2  # a single character is in every text
Report = Callable[[int, int, str], None]


def name_for_reader(subject: Subject, key: int, name: str, actor: Actor) -> str:
    """The number of a file to whoever judges without knowing whose it is, the name itself to others."""
    judging = subject.round.judges.filter(user=actor.user_id) if subject.round.is_blind else None
    if judging is None or actor.user_id is None or not judging.exists():
        return name
    return numbered_names(subject).get(key, "材料")


def numbered_names(subject: Subject) -> dict[int, str]:
    """Files by number, so that no name tells whose they are."""
    return {one.pk: f"材料{number}.{one.kind}" for number, one in enumerate(attachments_of(subject), start=1)}


def standing_findings(subjects: Iterable[Subject]) -> list[NameFinding]:
    """What was found in files that are still there."""
    rows = NameFinding.objects.filter(subject__in=subjects).select_related("subject__organization")
    kept: dict[int, set[str]] = {}
    found = []
    for one in rows:
        if one.subject_id not in kept:
            kept[one.subject_id] = {file.name for file in attachments_of(one.subject)}
        if one.file_name in kept[one.subject_id]:
            found.append(one)
    return found


def names_in_evidence(subjects: Sequence[Subject], report: Report) -> list[NameFinding]:
    """One finding for each file and name; what cannot be read is judged by its name alone."""
    found: list[NameFinding] = []
    for place, subject in enumerate(subjects, start=1):
        words = _names_of(subject)
        for attachment in attachments_of(subject):
            found += _findings(subject, attachment, words)
        report(place, len(subjects), subject.code)
    return found


def _findings(subject: Subject, attachment: Attachment, words: list[str]) -> Iterator[NameFinding]:
    now, text, name = timezone.now(), _text_of(attachment), attachment.name
    for word in words:
        bare = "".join(word.split())
        if word in name:
            name = name.replace(word, "")
            yield NameFinding(
                subject=subject, file_name=attachment.name, word=word, in_name=True, found_at=now
            )
        if bare in text:
            text = text.replace(bare, "")
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
