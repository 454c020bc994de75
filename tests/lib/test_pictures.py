"""Clean pictures are upright, small and tell nothing about where they were taken."""

import io

import pytest
from PIL import Image

from jiangong.lib.pictures import PictureFacts, clean_picture
from tests.hostile import corpus


def photo(orientation=1, size=(320, 200)):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "CANARY-MAKER"
    exif[0x8825] = {1: "N", 2: (34.0, 45.0, 0.0)}
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))  # top left as stored
    held = io.BytesIO()
    picture.save(held, "JPEG", exif=exif, comment=b"CANARY-COMMENT", icc_profile=b"CANARY-PROFILE" * 20)
    return held.getvalue()


def clean(tmp_path, content, **options):
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(content)
    return clean_picture(source, target, **options), target


def test_metadata_is_gone(tmp_path):
    facts, target = clean(tmp_path, photo())
    written = target.read_bytes()
    assert facts == PictureFacts(320, 200, "jpeg", len(written))
    assert b"CANARY" not in written
    assert dict(Image.open(target).getexif()) == {}


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [(1, (320, 200), (0, 0)), (3, (320, 200), (1, 1)), (6, (200, 320), (1, 0)), (8, (200, 320), (0, 1))],
)
def test_orientation_is_applied(tmp_path, orientation, size, corner):
    facts, target = clean(tmp_path, photo(orientation))
    assert (facts.width, facts.height) == size
    place = (
        corner[0] * (size[0] - 10) + 5 * (1 - corner[0]),
        corner[1] * (size[1] - 10) + 5 * (1 - corner[1]),
    )
    red, green, _ = Image.open(target).getpixel(place)
    assert red > 200
    assert green < 60


def test_longest_side_is_capped_and_small_ones_kept(tmp_path):
    facts, _ = clean(tmp_path, photo(size=(1000, 500)), max_side=400)
    assert (facts.width, facts.height) == (400, 200)
    facts, _ = clean(tmp_path, photo(size=(100, 50)), max_side=400)
    assert (facts.width, facts.height) == (100, 50)


@pytest.mark.parametrize(
    ("kind", "written"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "jpeg"), ("GIF", "png")]
)
def test_kinds_become_jpeg_or_png(tmp_path, kind, written):
    facts, target = clean(tmp_path, corpus.picture(kind))
    assert facts.format == written
    assert Image.open(target).format == written.upper()


def test_transparency_stays(tmp_path):
    held = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(held, "WEBP", lossless=True)
    facts, target = clean(tmp_path, held.getvalue())
    assert facts.format == "png"
    assert Image.open(target).getpixel((1, 1))[3] == 0
