"""Old .doc and .wps files, turned into .docx by LibreOffice where it is installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from jiangong.lib.limited import Bounds, run_limited, say
from jiangong.lib.refused import Refused

_MEBIBYTE = 1 << 20
_BOUNDS = Bounds(
    memory=4_096 * _MEBIBYTE,
    cpu_seconds=60,
    waiting_seconds=90,
    open_files=1_024,
    written_bytes=256 * _MEBIBYTE,
)
_RESAVE = "这台服务器不能直接识读.doc和.wps文件，请用Word或WPS打开，另存为.docx后再上传。"
_FAILED = "文件没有转换成功，请用Word或WPS打开，另存为.docx后再上传。"


def to_docx(path: Path, place: Path) -> Path:
    """The converted file inside `place`; the converter runs bound like every parser, without a network."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Refused(_RESAVE)
    source = place / "source.doc"
    shutil.copyfile(path, source)
    run_limited("jiangong.lib.officialdoc.sources.office", [program, str(source), str(place)], _BOUNDS)
    converted = place / "source.docx"
    if not converted.is_file():
        raise Refused(_FAILED)
    return converted


def main(arguments: Sequence[str]) -> None:
    """Inside the limited child: macros stay off, settings live and die with the working folder."""
    program, source, place = arguments
    command = [
        program,
        f"-env:UserInstallation=file://{place}/profile",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        place,
        source,
    ]
    done = subprocess.run(  # noqa: S603 - the converter found on this machine
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env={"HOME": place, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    if done.returncode:
        raise Refused(_FAILED)
    say({})
