"""Deliberate defects in honors."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
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
        "jiangong/domains/honors/receivers/falling.py",
        "    if sender not in STANDING:\n",
        "    if sender:\n",
        "tests/domains/honors/test_actions.py",
    ),
    Mutant(
        "points that were never made official are cited",
        "jiangong/domains/honors/receivers/scores.py",
        "result__is_official=True, official__isnull=False",
        "official__isnull=False",
        "tests/domains/honors/test_evidence.py",
    ),
    Mutant(
        "points of a round that is judged anew go on being cited",
        "jiangong/domains/honors/receivers/falling.py",
        """    if transition.name != "reopen":\n""",
        """    if transition.name != "void":\n""",
        "tests/domains/honors/test_evidence.py",
    ),
    Mutant(
        "a letter that was answered goes on climbing",
        "jiangong/domains/honors/receivers/deadlines.py",
        'programme__state=ProgrammeState.REVIEWING, reply="")',
        "programme__state=ProgrammeState.REVIEWING)",
        "tests/domains/honors/test_deadlines.py",
    ),
    Mutant(
        "an answer that was renewed is still told to lapse",
        "jiangong/domains/honors/queries/opinions.py",
        "if not is_replaced(place)]",
        "if rows]",
        "tests/domains/honors/test_deadlines.py",
    ),
    Mutant(
        "who is tied to a candidate judges them all the same",
        "jiangong/domains/honors/rules/conflicts.py",
        "    first = next((one for one in nominations if one.pk in tied), None)\n",
        "    first = None\n",
        "tests/domains/honors/test_conflicts.py",
    ),
    Mutant(
        "a whole list is moved by who is tied to somebody on it",
        "jiangong/domains/honors/rules/conflicts.py",
        "if one.state in IN_PLAY], actor)",
        "if one.state in ()], actor)",
        "tests/domains/honors/test_conflicts.py",
    ),
    Mutant(
        "a department's agreement is written down by who is tied to a candidate",
        "jiangong/domains/honors/rules/opinions.py",
        "    return recusal_refusal(letter.programme, list(letter.covered.all()), actor)\n",
        '    return ""\n',
        "tests/domains/honors/test_conflicts.py",
    ),
    Mutant(
        "a union is tied to everybody below it",
        "jiangong/domains/honors/queries/conflicts.py",
        "timezone.localdate(), inside=inside))",
        "timezone.localdate()))",
        "tests/domains/honors/test_conflicts.py",
    ),
)
