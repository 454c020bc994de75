"""``jiangong read FILE --json|--text``: needs neither settings nor a database."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from jiangong.lib.officialdoc.opening import read
from jiangong.lib.refused import Refused

_REFUSED = 2


def main(arguments: Sequence[str]) -> int:
    """Prints the reading, or the text that its spans refer to; a refusal is one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="jiangong read", description="识读一份通知或方案。")
    parser.add_argument("file", type=Path, help="要识读的文件：.docx、.xlsx、.pdf、.txt、.md")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="输出识读结果（默认）")
    shape.add_argument("--text", action="store_true", help="输出各处位置所指的文字")
    given = parser.parse_args(arguments)
    try:
        reading = read(given.file, given.file.name)
    except Refused as refusal:
        sys.stderr.write(refusal.sentence + "\n")
        return _REFUSED
    shown = reading.text if given.text else json.dumps(reading.as_json(), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(shown.encode())
    return 0
