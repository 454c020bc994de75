"""The printed page: the same description through a template and WeasyPrint to .pdf, without any network."""

import ctypes
from functools import cache
from pathlib import Path
from typing import NoReturn

import weasyprint
from django.template.loader import render_to_string
from weasyprint.urls import URLFetcher

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing.parts import parts_of
from jiangong.lib.officialdoc.writing import OfficialDocument

STYLES = Path(__file__).parent
NO_FONTS = "服务器没有安装中文字体，请先下载Word文档，并告诉管理员按运行维护手册安装fonts-noto-cjk。"


class NothingElse(URLFetcher):
    """The page brings all it needs: whatever a text names is not fetched."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        raise ValueError("a printed page loads nothing")


def typeset(document: OfficialDocument) -> bytes:
    """The document as .pdf, laid out by GB/T 9704-2012."""
    parts = parts_of(document)
    markup = render_to_string("printing/official.html", {"document": parts})
    return typeset_page(markup, "official", f".marks {{ font-size: {parts['mark_size']}pt }}")


def typeset_page(markup: str, style: str, further: str = "") -> bytes:
    """A page of ours as .pdf, under the style sheet of that name."""
    if not has_chinese_font():
        raise Refusal(NO_FONTS)
    page = weasyprint.HTML(string=markup, url_fetcher=NothingElse())
    own = weasyprint.CSS(string=further, url_fetcher=NothingElse())
    return page.write_pdf(stylesheets=[_style(style), own], presentational_hints=True)


@cache
def _style(name: str) -> weasyprint.CSS:
    text = (STYLES / f"{name}.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, url_fetcher=NothingElse())


@cache
def has_chinese_font() -> bool:
    """Whether any installed font covers simplified Chinese; without one every character would print as a box."""
    library = ctypes.CDLL("libfontconfig.so.1")  # libpango has brought it
    for name in ("FcNameParse", "FcObjectSetBuild", "FcFontList"):
        getattr(library, name).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(library.FcNameParse(b":lang=zh-cn"))
    wanted = ctypes.c_void_p(library.FcObjectSetBuild(b"family", None))
    found = library.FcFontList(None, pattern, wanted)
    return bool(found) and ctypes.c_int.from_address(found).value > 0  # the set begins with its count
