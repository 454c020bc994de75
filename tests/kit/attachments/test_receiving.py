"""What an upload becomes before it belongs to anybody."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiangong.kit.attachments import store
from jiangong.kit.attachments.receiving import clean_name, receive
from jiangong.kit.attachments.slots import MEBIBYTE, Slot
from jiangong.kit.attachments.store import open_kept
from jiangong.kit.commands.errors import Refusal
from tests.hostile.corpus import ATTACHMENTS, PICTURES

SLOT = Slot("any", "附件")


def phone_photo() -> bytes:
    """A JPEG as a phone makes it: lying on its side, with place, time and device."""
    picture, exif = Image.new("RGB", (80, 40), (200, 16, 46)), Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x0132] = "PhoneMaker", "2026:05:01 08:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 30.0), 3: "E", 4: (113.0, 37.0, 12.0)})
    held = io.BytesIO()
    picture.save(held, "JPEG", exif=exif)
    return held.getvalue()


def test_photo_loses_place_time_and_device_and_stands_upright():
    received = receive(SLOT, SimpleUploadedFile("现场.jpg", phone_photo()))
    content = open_kept(received.digest).read()
    with Image.open(io.BytesIO(content)) as picture:
        assert dict(picture.getexif()) == {}
        assert "exif" not in picture.info
        assert picture.size == (40, 80)
    assert b"PhoneMaker" not in content
    assert (received.name, received.cleaned, received.size) == ("现场.jpg", True, len(content))


def test_picture_is_named_for_what_it_has_become():
    held = io.BytesIO()
    Image.new("RGB", (4, 4)).save(held, "WEBP")
    assert receive(SLOT, SimpleUploadedFile("图.webp", held.getvalue())).name == "图.jpg"


def test_text_is_kept_as_it_is():
    received = receive(SLOT, SimpleUploadedFile("通知.txt", "全文".encode()))
    assert open_kept(received.digest).read().decode() == "全文"
    assert received.cleaned is False


@pytest.mark.parametrize("case", [*ATTACHMENTS, *PICTURES])
def test_hostile_file_is_refused_by_name_and_leaves_nothing(case, settings):
    name, make = {**ATTACHMENTS, **PICTURES}[case]
    with pytest.raises(Refusal) as caught:
        receive(SLOT, SimpleUploadedFile(name, make()))
    assert caught.value.sentence.startswith(f"“{name}”")
    assert caught.value.sentence.endswith("。")
    assert list(store.kept_files()) == []
    assert list(settings.STAGING_DIR.iterdir()) == []


def test_too_large_file_is_refused():
    slot = Slot("small", "小", max_size=MEBIBYTE)
    with pytest.raises(Refusal, match="超过1MB"):
        receive(slot, SimpleUploadedFile("大.txt", b"a" * (MEBIBYTE + 1)))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\文件\\通知.pdf", "通知.pdf"),
        ("通知\u202efdp.exe.pdf", "通知fdp.exe.pdf"),
        ("a\nb\x00.txt", "ab.txt"),
        ("", "未命名"),
        (".txt", "未命名.txt"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_clean_name_keeps_what_cannot_mislead(given, kept):
    assert clean_name(given) == kept
