"""Deliberate defects in lib."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
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
        "of many sealed values one in another spelling is taken",
        "jiangong/lib/sealing.py",
        "again != whole or ",
        "",
        "tests/lib/test_sealing.py",
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
        "a proposal loses what is left over by rounding",
        "jiangong/lib/amounts.py",
        "    for key in order[:left]:\n",
        "    for key in order[:0]:\n",
        "tests/domains/plans/queries/test_proposals.py",
    ),
    Mutant(
        "a draw prefers those at the top of the list",
        "jiangong/lib/drawing.py",
        'while (found := _number(f"{seed}|{purpose}|{turn}|{attempt}")) >= fair:',
        'while (found := _number(f"{seed}|{purpose}|{turn}|{attempt}") >> 250) >= fair:',
        "tests/lib/test_drawing.py",
    ),
    Mutant(
        "a drawn unit may be drawn again",
        "jiangong/lib/drawing.py",
        "drawn.append(left.pop(place).key)",
        "drawn.append(left[place].key)",
        "tests/lib/test_drawing.py",
    ),
)
