"""Deliberate defects in plans."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "material comes back without the reason",
        "jiangong/domains/plans/actions/fulfilling.py",
        '"returned_for": reason.strip()}',
        '"returned_for": ""}',
        "tests/domains/plans/course/test_fulfilling.py",
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
)
