"""From every description below `making/` to the source that stands beside its expected result."""

from pathlib import Path

from tests.lib.officialdoc.corpus.making.describing import Description, Line, described
from tests.lib.officialdoc.corpus.making.printing import write_pdf
from tests.lib.officialdoc.corpus.making.tabulating import write_xlsx
from tests.lib.officialdoc.corpus.making.wording import write_docx

HERE = Path(__file__).parent
CORPUS = HERE.parent
DESCRIPTIONS = sorted(HERE.glob("*/*.txt"))


def write_gbk(description: Description, target: Path) -> None:
    """Plain text in the encoding of an old Chinese Windows, with its line ends; `=` lines are dropped."""
    lines = [block.text for block in description.blocks if isinstance(block, Line)]
    target.write_bytes("\r\n".join([*lines, ""]).encode("gbk"))


WRITERS = {
    "docx": (write_docx, "docx"),
    "pdf": (write_pdf, "pdf"),
    "xlsx": (write_xlsx, "xlsx"),
    "gbk": (write_gbk, "txt"),
}


def made(path: Path, root: Path) -> Path:
    """Writes the source of one description below ``root`` and says where."""
    description = described(path)
    write, ending = WRITERS[description.format]
    target = root / path.parent.name / path.stem / f"source.{ending}"
    target.parent.mkdir(parents=True, exist_ok=True)
    write(description, target)
    return target
