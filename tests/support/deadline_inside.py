"""Inside the installation of the deadline hour: people imported all the while, and everything counted afterwards."""

import json
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import django

django.setup()

import xlsxwriter  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db.models import Count  # noqa: E402

from jiangong.domains.accounts.models import User  # noqa: E402
from jiangong.domains.accounts.queries import current_actor  # noqa: E402
from jiangong.domains.indicators.models import Fact  # noqa: E402
from jiangong.domains.organizations.models import Organization  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402
from jiangong.domains.reporting.choices import ReportState  # noqa: E402
from jiangong.domains.reporting.models import Entry, Report  # noqa: E402
from jiangong.kit.access.actor import Actor  # noqa: E402
from jiangong.kit.audit.models import AuditEntry  # noqa: E402
from jiangong.kit.commands.models import CommandReceipt  # noqa: E402
from jiangong.kit.importing import batches  # noqa: E402
from jiangong.kit.importing.models import BatchState, ImportBatch  # noqa: E402
from jiangong.kit.importing.specs import spec_of  # noqa: E402
from tests.support.sheets import figure  # noqa: E402

PATIENCE = 300.0
WHY = "counted after a proof"
ROWS = 60


def workbook(serial: int, organization: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "people.xlsx"
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("人员")
        sheet.write_row(0, 0, ("姓名", "性别", "手机号码", "所属组织"))
        for row in range(ROWS):
            phone = f"139{serial * ROWS + row:08d}"
            sheet.write_row(row + 1, 0, (f"测{chr(0x4E00 + row)}", "男", phone, organization))
        book.close()
        return path.read_bytes()


def reached(batch: ImportBatch, state: str, actor: Actor) -> ImportBatch:
    """The batch once the installation's worker has brought it there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        now = ImportBatch.objects.visible_to(actor).get(pk=batch.pk)
        if now.state == state:
            return now
        time.sleep(0.2)
    raise TimeoutError(f"still {now.state}, not {state}")


def import_people() -> None:
    """One file after the other until a line comes in; how many people came in."""
    stopped = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), stopped.set()), daemon=True).start()
    actor, spec = current_actor(User.objects.get(username="shizong")), spec_of("people.person")
    organization = Organization.objects.visible_to(actor).filter(kind="grassroots").order_by("pk")[0].name
    people = Person.objects.visible_to(actor)
    before, serial = people.count(), 0
    while not stopped.is_set():
        upload = SimpleUploadedFile("people.xlsx", workbook(serial, organization))
        batch = batches.upload_batch(spec, upload, actor=actor)
        batches.confirm_batch(reached(batch, BatchState.CHECKED, actor), actor=actor)
        reached(batch, BatchState.IMPORTED, actor)
        serial += 1
        stopped.wait(1)
    print(json.dumps({"imported": people.count() - before, "files": serial}))


def count(file: str) -> None:
    """Of every sheet: is it in, are its figures those that were sent, did it happen once."""
    told = json.loads(Path(file).read_text(encoding="utf-8"))
    places = {one["report"]: place for place, one in enumerate(told["units"])}
    states = dict(Report.objects.ungated(WHY).filter(pk__in=places).values_list("pk", "state"))
    stated: dict[int, dict[int, int]] = {}
    lines = Entry.objects.ungated(WHY).filter(report__window=told["window"])
    for report, goal, value in lines.order_by().values_list("report_id", "goal_id", "stated"):
        stated.setdefault(report, {})[goal] = int(value)
    right = {
        report: {goal: figure(place, number) for number, goal in enumerate(told["goals"])}
        for report, place in places.items()
    }
    came_in = (ReportState.SUBMITTED, ReportState.ENDORSED)
    lost = [key for key in places if states[key] not in came_in or stated.get(key) != right[key]]
    often = Counter(
        int(key)
        for key in AuditEntry.objects.filter(verb="reporting.report.submit").values_list(
            "target_id", flat=True
        )
    )
    receipts = Counter(
        CommandReceipt.objects.filter(location__startswith="/reports/").values_list("location", flat=True)
    )
    facts = Fact.objects.ungated(WHY).filter(indicator__in=told["indicators"])
    by_unit = dict(facts.order_by().values_list("organization_id").annotate(n=Count("pk")))
    doubled = [
        one["report"]
        for one in told["units"]
        if often[one["report"]] > 1
        or receipts[f"/reports/{one['report']}/"] > 1
        or by_unit.get(one["organization"], 0) > len(told["goals"])
    ]
    print(
        json.dumps(
            {
                "lost": lost,
                "doubled": doubled,
                "audited": sum(often[key] for key in places),
                "facts": sum(by_unit.values()),
                "endorsed": sum(state == ReportState.ENDORSED for state in states.values()),
            }
        )
    )


if __name__ == "__main__":
    {"import": import_people, "count": count}[sys.argv[1]](*sys.argv[2:])
