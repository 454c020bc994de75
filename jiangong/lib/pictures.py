"""Re-encodes uploaded pictures: upright, of sane size, and without the place and device they were taken with."""

import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from jiangong.lib.limited import Bounds, run_limited, say
from jiangong.lib.refused import Refused

_MOST_PIXELS = 50_000_000
_MOST_FRAMES = 500
_MEBIBYTE = 1 << 20
_BOUNDS = Bounds(memory=768 * _MEBIBYTE, cpu_seconds=20, waiting_seconds=30, written_bytes=64 * _MEBIBYTE)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_HEIC = "暂不支持HEIC照片，请在手机“设置—相机—格式”中选择“兼容性最佳”，或转换为JPEG后重新上传。"
_BROKEN = "图片已损坏或不完整，请重新拍摄或另存后上传。"
_JPEG_QUALITY = 85


@dataclass(frozen=True)
class PictureFacts:
    """What was written."""

    width: int
    height: int
    format: str
    size: int


def clean_picture(source: Path, target: Path, *, max_side: int = 2560) -> PictureFacts:
    """Writes a fresh JPEG or PNG of `source` to `target`; decoding happens in a limited child."""
    with source.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        raise Refused(_HEIC)
    draft = target.with_name(target.name + ".part")
    try:
        arguments = [str(source.resolve()), str(draft.resolve()), str(max_side)]
        facts = run_limited("jiangong.lib.pictures", arguments, _BOUNDS)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return PictureFacts(**facts)


def main(arguments: Sequence[str]) -> None:
    """Runs inside the limited child."""
    source, target, max_side = arguments
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        facts = _encode(Path(source), Path(target), int(max_side))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(f"图片超过{_MOST_PIXELS // 10_000:,}万像素，请缩小后重新上传。") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, EOFError) as error:
        raise Refused(_BROKEN) from error
    say(asdict(facts))


def _encode(source: Path, target: Path, max_side: int) -> PictureFacts:
    with Image.open(source, formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
        if getattr(picture, "n_frames", 1) > _MOST_FRAMES:
            raise Refused(f"动图超过{_MOST_FRAMES}帧，请改用静态图片上传。")
        picture.draft("RGB", (max_side, max_side))  # lets the JPEG decoder shrink while it reads
        upright = ImageOps.exif_transpose(picture)
        transparent = "A" in upright.getbands() or "transparency" in upright.info
        upright = upright.convert("RGBA" if transparent else "RGB")
    upright.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    fresh = Image.new(
        upright.mode, upright.size
    )  # pixels only: no profile, comment or text chunk comes along
    fresh.paste(upright)
    kind = "PNG" if transparent or picture.format in ("PNG", "GIF") else "JPEG"
    options = {} if kind == "PNG" else {"quality": _JPEG_QUALITY, "progressive": True}
    fresh.save(target, kind, **options)
    return PictureFacts(*fresh.size, kind.lower(), target.stat().st_size)
