"""Puts the figures of results.json into README.md, so that no figure there was typed."""

import json

from benchmarks.measuring import PLACE, RESULTS

README = PLACE / "README.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->"


def main() -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    README.write_text(before + BEGIN + "\n".join(_lines()) + "\n" + END + rest.partition(END)[2], "utf-8")


def _lines() -> list[str]:
    lines = []
    for name, found in json.loads(RESULTS.read_text(encoding="utf-8")).items():
        load = f", load average {found['load']}" if "load" in found else ""
        pace = f", yardstick {found['yardstick']} ms" if "yardstick" in found else ""
        lines += ["", f"### {name}", "", f"{found['when']}, {found['machine']}{load}{pace}", ""]
        lines += ["| what | figures |", "|---|---|"]
        for row in found["rows"]:
            figures = " · ".join(f"{key}: {value}" for key, value in row.items() if key != "what")
            lines.append(f"| {row['what']} | {figures} |")
    return lines


if __name__ == "__main__":
    main()
