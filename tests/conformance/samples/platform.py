"""Samples of what the kit keeps: attachments, imports, tokens, jobs, messages, saved lists."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from jiangong.domains.organizations.models import Organization
from jiangong.kit.attachments.actions import attach
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.jobs.models import Job
from jiangong.kit.listing.models import SavedView
from jiangong.kit.messaging.models import Dispatch, Message, Target, TargetKind
from jiangong.kit.rest.models import ApiToken
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, officer, word
from tests.factories.documents import make_document


def attachment(cast: Cast, place: Organization) -> Attachment:
    make_document(acting(cast, place), title=f"{word(place)}附件")
    return Attachment.objects.ungated("the one just made").latest("pk")


def picture(cast: Cast, place: Organization) -> Attachment:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    actor = acting(cast, place)
    document = make_document(actor, title=f"{word(place)}附图")
    return attach(document, "annex", SimpleUploadedFile("图.png", content.getvalue()), actor=actor)


def token(cast: Cast, place: Organization) -> ApiToken:
    return ApiToken.objects.create(
        organization=place,
        name=word(place),
        prefix=f"{place.pk:012d}",
        digest="0" * 64,
        scopes=["people.view"],
        expires_on=timezone.localdate() + timedelta(days=9),
        issued_by=officer(cast, place).pk,
    )


def batch(cast: Cast, place: Organization) -> ImportBatch:
    return ImportBatch.objects.create(
        organization=place,
        kind="people.person",
        file_name=f"{word(place)}.xlsx",
        digest="0" * 64,
        state=BatchState.CHECKED,
        fine=1,
    )


def target(cast: Cast, place: Organization) -> Target:
    made = Target.objects.create(name=f"群{place.pk}", kind=TargetKind.WECOM, host="robots.example")
    made.seal("https://robots.example/send?key=1", "")
    made.save()
    return made


def dispatch(cast: Cast, place: Organization) -> Dispatch:
    return Dispatch.objects.create(
        key=f"sample:{place.pk}", target=target(cast, place), subject="今日提醒", text="到期1件。"
    )


SAMPLES: dict[str, Make] = {
    "attachments.attachment": attachment,
    "importing.importbatch": batch,
    "rest.apitoken": token,
    "jobs.job": lambda cast, place: Job.objects.create(
        name="importing.check", user=officer(cast, place), organization=place
    ),
    "messaging.message": lambda cast, place: Message.objects.create(
        user=officer(cast, place), title=word(place), body=word(place)
    ),
    "listing.savedview": lambda cast, place: SavedView.objects.create(
        user=officer(cast, place), list_name="documents:list", name=word(place), parameters={"view": "open"}
    ),
    "messaging.target": target,
    "messaging.dispatch": dispatch,
}

# Where an address needs a row of a certain shape.
SHAPED: dict[str, Make] = {"attachments:preview": picture}
