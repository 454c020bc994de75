"""Deliberate defects: each fault test must fail on its own, or it proves nothing."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("jiangong", "tests", "manage.py", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """``before`` in ``file`` becomes ``after``; ``test`` must then fail."""

    name: str
    file: str
    before: str
    after: str
    test: str
    environment: tuple[tuple[str, str], ...] = ()

    def plant(self, place: Path) -> Path:
        """A copy of the product with the defect in it."""
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, place / name)
        target = place / self.file
        text = target.read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise LookupError(f"{self.name}: the place to change is not there exactly once in {self.file}")
        target.write_text(text.replace(self.before, self.after), encoding="utf-8")
        return place


KILL = "tests/faults/test_kill.py"
SHORT = (("KILLS", "15"),)
HISTORIES = "tests/domains/indicators/engine/test_histories.py::test_kept_sums_agree_with_the_bare_rows"

MUTANTS = (
    Mutant(
        "a retry counts as a new command",
        "jiangong/kit/commands/running.py",
        "receipt = CommandReceipt(user_id=actor.user_id, key=key, digest=digest_of(contents))",
        'receipt = CommandReceipt(user_id=actor.user_id, key=__import__("uuid").uuid4().hex, digest="")',
        f"{KILL}::test_sqlite_survives_kills_of_the_server",
        SHORT,
    ),
    Mutant(
        "PostgreSQL acknowledges before the log is on disk",
        "jiangong/config/env.py",
        '"-c lock_timeout=10000',
        '"-c synchronous_commit=off -c lock_timeout=10000',
        f"{KILL}::test_postgresql_survives_kills_of_postmaster_and_server",
        SHORT,
    ),
    Mutant(
        "a kept SQLite connection does not notice that its file was replaced",
        "jiangong/config/sqlite/base.py",
        "return self._opened == self._file()",
        "return True",
        "tests/config/test_sqlite.py::test_a_file_put_in_the_place_of_the_database_is_the_database",
    ),
    Mutant(
        "SQLite does not sync its log",
        "jiangong/config/env.py",
        "PRAGMA synchronous=FULL;",
        "PRAGMA synchronous=NORMAL;",
        "tests/faults/test_fsync.py",
    ),
    Mutant(
        "a transition forgets the version it read",
        "jiangong/kit/workflow/machine.py",
        ', "version": version}',
        "}",
        "tests/kit/workflow",
    ),
    Mutant(
        "a page reads without the gate",
        "jiangong/kit/pages/base.py",
        "return self.model.objects.visible_to(self.actor)",
        'return self.model.objects.ungated("mutant")',
        "tests/conformance/test_authorization.py",
    ),
    Mutant(
        "a program writes without looking at the version it names",
        "jiangong/kit/rest/writing.py",
        "if etag(instance) != seen:",
        "if not seen:",
        "tests/kit/rest/test_writing.py",
    ),
    Mutant(
        "keys of programs are shared by all tokens",
        "jiangong/kit/rest/writing.py",
        "{request.actor.program}\\n{key}",
        "{key}",
        "tests/kit/rest/test_writing.py",
    ),
    Mutant(
        "a program may set what the form does not ask",
        "jiangong/kit/rest/bodies.py",
        "if name not in fields:",
        "if name not in fields and False:",
        "tests/conformance/test_tokens.py",
    ),
    Mutant(
        "an operation of the API forgets its permission",
        "jiangong/kit/rest/api.py",
        "if not request.actor.can(permission):",
        "if not permission:",
        "tests/conformance/test_tokens.py",
    ),
    Mutant(
        "a printed page fetches what a text names",
        "jiangong/kit/printing/typesetting.py",
        'raise ValueError("a printed page loads nothing")',
        "return super().fetch(url, headers)",
        "tests/kit/printing/test_typesetting.py",
    ),
    Mutant(
        "a printed line is a character too long",
        "jiangong/kit/printing/official.css",
        "letter-spacing: -0.25pt;",
        "letter-spacing: -0.8pt;",
        "tests/kit/printing/test_typesetting.py",
    ),
    Mutant(
        "audit rows are not signed with a key",
        "jiangong/kit/audit/recording.py",
        "return row_mac(audit_key(), ",
        'return row_mac(b"", ',
        "tests/kit/audit",
    ),
    Mutant(
        "sealed values are not bound to their row",
        "jiangong/lib/sealing.py",
        "encrypt(nonce, text.encode(), context.encode())",
        'encrypt(nonce, text.encode(), b"")',
        "tests/lib/test_sealing.py",
    ),
    Mutant(
        "a spreadsheet cell may begin with =",
        "jiangong/lib/workbooks/writing.py",
        "lambda value: neutralize(written(value))",
        "lambda value: written(value)",
        "tests/lib/test_workbooks_writing.py",
    ),
    Mutant(
        "uploads are not pre-scanned",
        "jiangong/lib/workbooks/reading.py",
        "    prescan(path, limits=limits, name=name)\n",
        "",
        "tests/lib/test_workbooks_hostile.py",
    ),
    Mutant(
        "an unknown account is refused without hashing",
        "jiangong/domains/accounts/actions/sign_in.py",
        "        make_password(password)\n",
        "",
        "tests/domains/accounts/views/test_signing_in.py",
    ),
    Mutant(
        "a picture is stored as it was taken",
        "jiangong/kit/attachments/receiving.py",
        "return _received(target, f",
        "return _received(source, f",
        "tests/kit/attachments/test_receiving.py",
    ),
    Mutant(
        "a cut-off audit trail goes unnoticed",
        "jiangong/kit/audit/verifying.py",
        "    anchors.close()\n    return result",
        "    return result",
        "tests/kit/audit",
    ),
    Mutant(
        "a page goes wherever a form says",
        "jiangong/domains/accounts/views/signing_in.py",
        'wanted.startswith("/") and ',
        "",
        "tests/faults/test_fuzz.py",
        (("FUZZ_REQUESTS", "2000"),),
    ),
    Mutant(
        "an export whose process died passes for whole",
        "jiangong/kit/listing/apart.py",
        "                if code:\n",
        "                if code is None:\n",
        "tests/kit/listing/test_export.py",
    ),
    Mutant(
        "an export goes on after its reader has left",
        "jiangong/kit/listing/apart.py",
        "            child.kill()\n            child.wait()",
        "            child.poll()",
        "tests/kit/listing/test_apart.py",
    ),
    Mutant(
        "a fork that failed passes for a whole file",
        "jiangong/kit/listing/prepared.py",
        "self._code = 0 if self._last_word() == DONE else 1",
        "self._code = 0",
        "tests/kit/listing/test_prepared.py",
    ),
    Mutant(
        "what waits to be forked keeps the port open",
        "jiangong/kit/listing/prepared.py",
        "        os.closerange(3, kept)\n",
        "",
        "tests/kit/listing/test_prepared.py",
    ),
    Mutant(
        "of many sealed values one in another spelling is taken",
        "jiangong/lib/sealing.py",
        "again != whole or ",
        "",
        "tests/lib/test_sealing.py",
    ),
    Mutant(
        "indexes that were set aside for a load stay away",
        "jiangong/kit/loading/bulk.py",
        "            aside.put_back()\n",
        "            pass\n",
        "tests/kit/loading/test_indexes.py",
    ),
    Mutant(
        "shared texts that mean more than they say are taken as they are",
        "jiangong/lib/workbooks/slices.py",
        " or any(mark in texts for mark in _NOT_PLAIN)",
        "",
        "tests/lib/test_workbooks_reading.py",
    ),
    Mutant(
        "a text cell is written without escaping",
        "jiangong/lib/workbooks/markup.py",
        "escape(str(value), quote=False)",
        "str(value)",
        "tests/lib/test_workbooks_writing.py",
    ),
    Mutant(
        "an identity number that comes twice in a file is let through",
        "jiangong/domains/people/imports.py",
        "        if first != row.number:",
        "        if first > row.number:",
        "tests/domains/people/test_imports.py",
    ),
    Mutant(
        "a total that is not the sum goes unnoticed",
        "jiangong/lib/officialdoc/checks.py",
        "        yield from _sums(table, gap)\n",
        "",
        "tests/lib/officialdoc/test_findings.py",
    ),
    Mutant(
        "a figure in the body is not held against the annex",
        "jiangong/lib/officialdoc/understanding.py",
        "            yield from _against(target, place)\n",
        "            continue\n",
        "tests/lib/officialdoc/test_findings.py",
    ),
    Mutant(
        "hidden text of a Word file is read",
        "jiangong/lib/officialdoc/sources/docx.py",
        'elif tag == f"{W}r" and self._is_hidden(element):',
        "elif tag is None:",
        "tests/lib/officialdoc/sources/test_docx.py",
    ),
    Mutant(
        "a notice is parsed without looking at the file first",
        "jiangong/lib/officialdoc/opening.py",
        "        found = check_upload(path, name, (*_KINDS, *_TEXT, *_OLD))\n",
        "        found = kind\n",
        "tests/lib/officialdoc/test_hostile.py",
    ),
    Mutant(
        "cells overwrite what their editor has not seen",
        "jiangong/domains/plans/actions/allocating.py",
        "    _require_unseen_changes(grid, wanted)\n",
        "",
        "tests/domains/plans/actions/test_allocating.py",
    ),
    Mutant(
        "an editor writes into a version that took effect meanwhile",
        "jiangong/domains/plans/actions/allocating.py",
        "    edition = _held(edition)\n",
        "",
        "tests/domains/plans/actions/test_allocating.py",
    ),
    Mutant(
        "two approvals of one version both go through",
        "jiangong/kit/workflow/machine.py",
        "        if not changed:\n",
        "        if changed is None:\n",
        "tests/domains/plans/actions/test_editions.py",
    ),
    Mutant(
        "a signature outlives a change of the unit's shares",
        "jiangong/domains/plans/queries/editions.py",
        "receipt.edition.number >= owed.get(recipient, 1)",
        "receipt.edition.number >= 1",
        "tests/domains/plans/queries/test_editions.py",
    ),
    Mutant(
        "a unit reads the shares of all others in the sheet",
        "jiangong/domains/plans/views/grid.py",
        "        if keys is None:\n",
        "        if keys is not False:\n",
        "tests/domains/plans/views/test_grid.py",
    ),
    Mutant(
        "a proposal loses what is left over by rounding",
        "jiangong/lib/amounts.py",
        "    for key in order[:left]:\n",
        "    for key in order[:0]:\n",
        "tests/domains/plans/queries/test_proposals.py",
    ),
    Mutant(
        "the sheet lets unsaved edits go without asking",
        "jiangong/kit/ui/static/ui/js/sheet/index.js",
        "if (contents.isUnsaved) event.preventDefault();",
        "",
        "tests/e2e/test_grid.py::test_without_a_network_edits_stay_and_are_saved_when_it_is_back",
    ),
    Mutant(
        "the sheet adds with floating point",
        "jiangong/kit/ui/static/ui/js/sheet/amounts.js",
        "values.reduce((sum, value) => sum + (value ?? 0n), 0n)",
        "BigInt(Math.round(values.reduce((sum, value) => sum + Number(value ?? 0n) * 1.00001, 0)))",
        "tests/e2e/test_grid.py::test_exact_tenths_add_up_exactly",
    ),
    Mutant(
        "a unit that owes nothing signs once more",
        "jiangong/domains/plans/actions/issuing.py",
        "    if not owed_receipt(plan, own):",
        "    if False:",
        "tests/domains/plans/course/test_issuing.py",
    ),
    Mutant(
        "two officers of a unit leave two receipts",
        "jiangong/domains/plans/actions/issuing.py",
        """    if not owed_receipt(plan, own):
        held = rows.filter(edition__plan=plan, organization_id=own).latest("edition__number")
        return _confirm(held, actor)
    # The unique constraint decides between two who press at once; the second gets the first one's receipt.
    receipt, created = rows.get_or_create(
        edition=edition, organization_id=own, defaults={"signed_by_id": actor.user_id}
    )
    if not created:
        return _confirm(receipt, actor)
""",
        """    receipt = Receipt(edition=edition, organization_id=own, signed_by_id=actor.user_id)
    receipt.save(force_insert=True)
""",
        "tests/domains/plans/course/test_issuing.py",
    ),
    Mutant(
        "who signed once never signs again",
        "jiangong/domains/plans/queries/receipts.py",
        "for unit, plan in units} | last_changes(approved.values())",
        "for unit, plan in units}",
        "tests/domains/plans/course/test_issuing.py",
    ),
    Mutant(
        "a second answer overwrites the first",
        "jiangong/domains/plans/actions/cosigning.py",
        "filter(pk=cosignature.pk, state=CosignState.ASKED)",
        "filter(pk=cosignature.pk)",
        "tests/domains/plans/course/test_moving.py::test_of_two_answers_at_once_one_counts",
    ),
    Mutant(
        "a step is marked done twice",
        "jiangong/domains/plans/actions/fulfilling.py",
        "filter(pk=step.pk, done_on=None)",
        "filter(pk=step.pk)",
        "tests/domains/plans/course/test_fulfilling.py",
    ),
    Mutant(
        "a plan goes on with a blocking finding open",
        "jiangong/domains/plans/queries/findings/__init__.py",
        "return [one for one in findings_of(plan) if one.blocking and one.is_open]",
        "return [one for one in findings_of(plan) if one.blocking and one.is_open and one.code != 'gap']",
        "tests/domains/plans/actions/test_settling.py",
    ),
    Mutant(
        "a waiver outlives the figures it was given for",
        "jiangong/domains/plans/queries/findings/__init__.py",
        'waivers = {(one.key, one.fingerprint): one for one in plan.waivers.select_related("by").order_by("pk")}\n'
        "    settled = [replace(one, waiver=_fitting(one, waivers)) for one in _found(plan)]",
        'waivers = {one.key: one for one in plan.waivers.select_related("by").order_by("pk")}\n'
        "    settled = [replace(one, waiver=waivers.get(one.key)) for one in _found(plan)]",
        "tests/domains/plans/actions/test_settling.py",
    ),
    Mutant(
        "taking note lets a blocking finding pass",
        "jiangong/domains/plans/queries/findings/__init__.py",
        "if found is None or (finding.blocking and found.settlement != Settlement.WAIVED):",
        "if found is None:",
        "tests/domains/plans/actions/test_settling.py",
    ),
    Mutant(
        "a row of a draft is overwritten unseen",
        "jiangong/domains/plans/actions/drafting.py",
        "    if mark_of(row, fields) != seen:\n        raise Conflict(OVERTAKEN)",
        "    return",
        "tests/domains/plans/actions/test_drafting.py",
    ),
    Mutant(
        "two editors of one row do not queue",
        "jiangong/domains/plans/actions/drafting.py",
        '    mine.update(version=F("version") + 1, updated_at=timezone.now())\n',
        "",
        "tests/domains/plans/actions/test_drafting.py",
    ),
    Mutant(
        "a notice read twice makes two plans",
        "jiangong/domains/plans/actions/adopting/__init__.py",
        "    if reading.plan is not None:\n        return reading.plan\n",
        "",
        "tests/domains/plans/actions/test_adopting.py",
    ),
    Mutant(
        "a changed share above goes unnoticed below",
        "jiangong/domains/plans/queries/findings/__init__.py",
        "    yield from share_findings(plan)\n",
        "",
        "tests/domains/plans/course/test_dividing.py",
    ),
    Mutant(
        "what is pending is forgotten instead of folded",
        "jiangong/domains/indicators/actions/folding.py",
        "    if stale:\n        _fold(stale)\n",
        "",
        HISTORIES,
    ),
    Mutant(
        "a reader does not count in what is pending",
        "jiangong/domains/indicators/queries/figures.py",
        "        self._count_in_pending()\n",
        "",
        HISTORIES,
    ),
    Mutant(
        "a unit that moves leaves its stock behind",
        "jiangong/domains/indicators/queries/contributions.py",
        "        turns = {day for day, _, _ in events} | set(self.places.moves(organization))\n",
        "        turns = {day for day, _, _ in events}\n",
        HISTORIES,
    ),
    Mutant(
        "a total from above does not stand for what is below it",
        "jiangong/domains/indicators/queries/sources.py",
        "mode, reach = (given, reach) if is_last else (mode, level + 1)",
        "mode, reach = (given, reach) if is_last else (mode, reach)",
        HISTORIES,
    ),
    Mutant(
        "a confirmation beside the ledger is counted too",
        "jiangong/domains/indicators/queries/sources.py",
        "SourceMode.LEDGER: frozenset({FactSource.ADJUSTMENT})",
        "SourceMode.LEDGER: frozenset({FactSource.ADJUSTMENT, FactSource.TYPED})",
        HISTORIES,
    ),
    Mutant(
        "a percentage of several units counts those that were asked nothing",
        "jiangong/domains/statistics/queries/board.py",
        "    assigned = [one for one in cells if one.is_assigned]\n",
        "    assigned = list(cells)\n",
        "tests/domains/statistics/queries/test_board.py",
    ),
    Mutant(
        "nothing assigned is taken for a target of 0",
        "jiangong/domains/statistics/queries/pace.py",
        "        if target is None or amount is None:\n            return Stage.NONE\n",
        "        target, amount = target or Decimal(0), amount or Decimal(0)\n",
        "tests/domains/statistics/queries",
    ),
    Mutant(
        "a circular is printed from the figures of today",
        "jiangong/domains/statistics/queries/printing.py",
        "    board, plan = board_from(circular.figures), circular.plan\n",
        "    from jiangong.domains.statistics.queries.circulars import fresh_board\n\n"
        "    board, plan = fresh_board(circular.plan, circular.as_of), circular.plan\n",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "a stale circular is issued",
        "jiangong/domains/statistics/rules.py",
        "    changes = changes_since(circular)\n",
        "    changes = changes_since(circular)[:0]\n",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "an apprentice is signed for by two masters at once",
        "jiangong/domains/mentorship/actions/signing.py",
        "or rules.time_refusal(agreement):\n        raise Refusal(reason)",
        'or "":\n        raise Refusal(reason)',
        "tests/domains/mentorship/test_actions.py",
    ),
    Mutant(
        "a text is signed that was changed after it was read",
        "jiangong/domains/mentorship/actions/signing.py",
        "    if contents != current.contents:\n",
        "    if False:\n",
        "tests/domains/mentorship/test_actions.py",
    ),
    Mutant(
        "an import passes over who signed since the check",
        "jiangong/domains/mentorship/imports/agreements.py",
        "            _refuse_overtaken(made)\n",
        "",
        "tests/domains/mentorship/test_imports.py",
    ),
    Mutant(
        "everybody reads everybody's agreement as their own",
        "jiangong/domains/mentorship/queries/lists.py",
        "known.filter(mine)",
        "known.all()",
        "tests/domains/mentorship/test_views.py",
    ),
    Mutant(
        "a number alone tells who it belongs to",
        "jiangong/domains/people/queries/meaning.py",
        "if person == name}",
        "if person}",
        "tests/domains/people/queries/test_meaning.py",
    ),
    Mutant(
        "two workers may take the same message of the outbox",
        "jiangong/kit/messaging/outbox.py",
        "filter(pk=seen.pk, state=seen.state, attempts=seen.attempts)",
        "filter(pk=seen.pk)",
        "tests/kit/messaging/test_outbox.py",
    ),
    Mutant(
        "a delivery has no key of its own",
        "jiangong/kit/messaging/outbox.py",
        "Dispatch.objects.get_or_create(key=dispatch.key,",
        "Dispatch.objects.get_or_create(key=str(timezone.now().timestamp()),",
        "tests/kit/messaging/test_outbox.py",
    ),
    Mutant(
        "messages leave the house at night",
        "jiangong/kit/messaging/outbox.py",
        "return due & Q(is_answer=True) if is_quiet(now) else due",
        "return due",
        "tests/kit/messaging/test_outbox.py",
    ),
    Mutant(
        "messages are posted to any host",
        "jiangong/kit/messaging/allowed.py",
        "if (plain, host, port) not in _listed():",
        "if False:",
        "tests/kit/messaging/test_allowed.py",
    ),
    Mutant(
        "a listed name may lead into the house",
        "jiangong/kit/messaging/allowed.py",
        ".is_global or address in hosts:",
        ".is_global or address:",
        "tests/kit/messaging/test_allowed.py",
    ),
    Mutant(
        "a day is gathered again by every run",
        "jiangong/kit/messaging/digests.py",
        "if not is_new or (chosen",
        "if (chosen",
        "tests/kit/messaging/test_digests.py",
    ),
    Mutant(
        "titles of to-dos leave the house",
        "jiangong/kit/messaging/digests.py",
        'text = f"{day.counts()}。请登录查看和办理。"',
        'text = f"{day.titles()}请登录查看和办理。"',
        "tests/kit/messaging/test_digests.py",
    ),
    Mutant(
        "a saved view keeps whatever was searched",
        "jiangong/kit/listing/keeping.py",
        "if table.keyword and keyword_is_kept(table):",
        "if table.keyword:",
        "tests/conformance/test_saved_views.py",
    ),
    Mutant(
        "anybody changes a shared view",
        "jiangong/kit/pages/saved_views.py",
        'return SavedView.objects.filter(user=cast("Any", self).actor.user_id)',
        'return SavedView.objects.visible_to(cast("Any", self).actor)',
        "tests/kit/pages/test_saved_views.py",
    ),
    Mutant(
        "the same enterprise enrols twice in one competition",
        "jiangong/domains/competitions/queries/enrolments.py",
        "return alike.filter(same).exclude(pk=enrolment.pk)",
        "return alike.filter(same, pk=0).exclude(pk=enrolment.pk)",
        "tests/domains/competitions/test_actions.py",
    ),
    Mutant(
        "a union confirms what it enrolled itself",
        "jiangong/domains/competitions/rules.py",
        "if own and home is not None and home.parent_id is not None:",
        "if own and home is None:",
        "tests/domains/competitions/test_actions.py",
    ),
    Mutant(
        "withdrawn and unconfirmed enrolments count",
        "jiangong/domains/competitions/measures.py",
        "CONFIRMED = Q(state=EnrolmentState.CONFIRMED)",
        "CONFIRMED = Q()",
        "tests/domains/competitions/test_measures.py",
    ),
    Mutant(
        "a person counts twice after two entries became one",
        "jiangong/domains/rural/receivers.py",
        "    fold_participations(keep, drop, actor=actor)",
        "    pass",
        "tests/domains/rural/test_actions.py",
    ),
    Mutant(
        "void money is counted",
        "jiangong/domains/rural/measures.py",
        "counts=STANDING & Q(source=Source.UNION)",
        "counts=Q(source=Source.UNION)",
        "tests/domains/rural/test_measures.py",
    ),
    Mutant(
        "who leads a task takes it off the list of who keeps it",
        "jiangong/domains/reform/rules.py",
        '    if keeps(task, actor):\n        return ""\n    return f"这项任务由{task.organization}列入清单，请由该单位办理。"',
        '    return ""',
        "tests/domains/reform/test_actions.py",
    ),
    Mutant(
        "a studio is registered whatever it lacks",
        "jiangong/domains/studios/workflow.py",
        "            guard=rules.registering_refusal,\n",
        "",
        "tests/domains/studios/test_course.py",
    ),
    Mutant(
        "a public card names a leader who did not agree",
        "jiangong/domains/studios/views/cards.py",
        "studio.leader if studio.leader_consents and studio.leader else None",
        "studio.leader",
        "tests/domains/studios/test_views.py",
    ),
    Mutant(
        "a card of a studio called after its leader opens without consent",
        "jiangong/domains/studios/models/studios.py",
        " and (self.leader_consents or not self.names_leader)",
        "",
        "tests/domains/studios/test_views.py",
    ),
    Mutant(
        "a title revoked later counts beside the one that stands",
        "jiangong/domains/titles/actions/counting.py",
        "        if held is None or revoked_on <= held[4]:\n            found.add(pk)\n            free_from = revoked_on",
        "        found.add(pk)\n        free_from = revoked_on",
        "tests/domains/titles/test_actions.py",
    ),
    Mutant(
        "two clerks enter one title twice",
        "jiangong/domains/titles/migrations/0001_initial.py",
        "fields=('person', 'title', 'year')",
        "fields=('person', 'title', 'year', 'given_on', 'id')",
        "tests/domains/titles/test_actions.py",
    ),
    Mutant(
        "a report from the street writes down where it came from",
        "jiangong/domains/places/views/public.py",
        'visitor = stranger("", ',
        "visitor = stranger(request.address, ",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "one visitor may report the same thing without end",
        "jiangong/domains/places/actions/reporting.py",
        'Allowance("the same report", f"{address}|{place.pk}|{kind}", THE_SAME),',
        "",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "a place that is not open to all is listed for everybody",
        "jiangong/domains/places/queries/public.py",
        "filter(is_public=True, ",
        "filter(",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "a private mobile number becomes a place's phone",
        "jiangong/domains/places/rules.py",
        'if _MOBILE.fullmatch(plain.replace("-", "")):',
        "if False:",
        "tests/domains/places/test_rules.py",
    ),
    Mutant(
        "a void place goes on counting",
        "jiangong/domains/places/measures.py",
        "VALID = ~Q(state=PlaceState.VOID)",
        "VALID = Q(opened_on__isnull=False)",
        "tests/domains/places/test_measures.py",
    ),
    Mutant(
        "an activity is held before it is over",
        "jiangong/domains/activities/rules.py",
        "    if activity.last_on > timezone.localdate():\n",
        "    if False:\n",
        "tests/domains/activities/test_actions.py",
    ),
    Mutant(
        "what was planned or called off counts as held",
        "jiangong/domains/activities/measures.py",
        "HELD = Q(state=ActivityState.HELD)",
        "HELD = Q(starts_on__isnull=False)",
        "tests/domains/activities/test_measures.py",
    ),
    Mutant(
        "a report sent again after its answer was lost is refused",
        "jiangong/domains/reporting/views/filling.py",
        "        if first := earlier_outcome(self.actor, self.command_key(), self.contents()):\n",
        "        if first := None:\n",
        "tests/domains/reporting/test_views.py",
    ),
    Mutant(
        "a confirmation makes a fact",
        "jiangong/domains/reporting/actions/counting.py",
        " or one.is_confirmed:",
        ":",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "an approval forgets the figures",
        "jiangong/domains/reporting/actions/reviewing.py",
        """    report_workflow.perform(report, "approve", actor=actor, values=values)
    if not counts_on_arrival(report.window):""",
        """    report_workflow.perform(report, "approve", actor=actor, values=values)
    if False:""",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "a report is taken back after it was read",
        "jiangong/domains/reporting/rules.py",
        """return "上级已经阅收，不能撤回；需要修改请联系上级退回。" if report.read_at else \"\"""",
        """return \"\"""",
        "tests/domains/reporting/test_figures.py",
    ),
    Mutant(
        "the doubtful pass with the rest",
        "jiangong/domains/reporting/actions/reviewing.py",
        "clean = [one for one in reports if one.pk not in doubtful]",
        "clean = list(reports)",
        "tests/domains/reporting/test_reviewing.py",
    ),
    Mutant(
        "many steps at once overtake what somebody just changed",
        "jiangong/kit/workflow/machine.py",
        "return [one for one in instances if now.get(one.pk) == (getattr(one, self.field), one.version)]",
        "return list(instances)",
        "tests/kit/workflow/test_many.py",
    ),
    Mutant(
        "what one person typed offline is submitted by the next",
        "jiangong/kit/pages/forms.py",
        "if belongs_elsewhere(request, self.actor):",
        "if False:",
        "tests/kit/pages/test_offline.py",
    ),
    Mutant(
        "a form page that did not ask is kept offline",
        "jiangong/kit/pages/forms.py",
        "return mark_kept(response) if self.offline else response",
        "return mark_kept(response)",
        "tests/kit/pages/test_offline.py",
    ),
    Mutant(
        "a programme opens without a basis",
        "jiangong/domains/honors/rules/programmes.py",
        "    if missing:\n",
        "    if False:\n",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "a creation of models opens without its entry on the retained list",
        "jiangong/domains/honors/rules/programmes.py",
        "    if programme.kind == ProgrammeKind.MODEL and not programme.basis_entry:\n",
        "    if False:\n",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "a unit nominates beyond its places",
        "jiangong/domains/honors/queries/programmes.py",
        "return max(self.quota.places + self.quota.spare - self.nominated, 0)",
        "return 1",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "a veto can be waived",
        "jiangong/domains/honors/queries/findings.py",
        """            f"veto:{one.pk}", text, "部门意见", waivable=False, url=""",
        """            f"veto:{one.pk}", text, "部门意见", waivable=True, url=""",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "an open objection holds nothing up",
        "jiangong/domains/honors/queries/findings.py",
        "notice__programme=programme, state=ObjectionState.OPEN",
        "notice__programme=programme, state=ObjectionState.UPHELD",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "a notice is shown before its hour",
        "jiangong/domains/honors/queries/public.py",
        "recalled_at=None, opens_at__lte=now or timezone.now())",
        "recalled_at=None)",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "a notice stays a moment too long",
        "jiangong/domains/honors/models/notices.py",
        "return self.recalled_at is None and self.opens_at <= now < self.closes_at",
        "return self.recalled_at is None and self.opens_at <= now <= self.closes_at",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "exchanged days are forgotten in the length of a notice",
        "jiangong/domains/honors/rules/notices.py",
        "    return workdays_after(first_day(opens_at) - DAY, days)\n",
        """    day = first_day(opens_at)
    while days > 1:
        day += DAY
        days -= day.weekday() < 5
    return day
""",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "a day that begins in the afternoon counts whole",
        "jiangong/domains/honors/rules/notices.py",
        "    if is_workday(day) and local.time() <= BEGIN_OF_WORK:\n",
        "    if is_workday(day):\n",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "deeds reach the public with numbers in them",
        "jiangong/domains/honors/actions/notices.py",
        '    deeds = mask_numbers(" ".join(one.deeds.split()))\n',
        '    deeds = " ".join(one.deeds.split())\n',
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "a post reaches the public with numbers in it",
        "jiangong/domains/honors/actions/notices.py",
        "        position=mask_numbers(one.position),\n",
        "        position=one.position,\n",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "whoever left the list is still shown to the public",
        "jiangong/domains/honors/queries/public.py",
        "notice=notice, nomination__state__in=CHOSEN)",
        "notice=notice)",
        "tests/domains/honors/test_notices.py",
    ),
    Mutant(
        "swaps are not the smallest",
        "jiangong/lib/quotas/swaps.py",
        "        for size in range(1, self.depth + 1):\n",
        "        for size in range(self.depth, 0, -1):\n",
        "tests/lib/test_quotas.py",
    ),
    Mutant(
        "swaps cross from one unit to another",
        "jiangong/lib/quotas/swaps.py",
        "            found[one.group].setdefault(",
        '            found[""].setdefault(',
        "tests/lib/test_quotas.py",
    ),
    Mutant(
        "a copied passage with other punctuation is missed",
        "jiangong/lib/passages.py",
        'return "".join(one for one in folded if one.isalnum())',
        "return folded",
        "tests/lib/test_passages.py",
    ),
    Mutant(
        "evidence goes on resting on a title that fell",
        "jiangong/domains/honors/receivers.py",
        "    flag_evidence([instance], instance.revoked_on or timezone.localdate())\n",
        "    return\n",
        "tests/domains/honors/test_actions.py",
    ),
)
