"""What every template of the product must and must not contain."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jiangong.kit.ui.gallery import icon_names

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "jiangong" / "kit" / "ui"
TEMPLATES = sorted((ROOT / "jiangong").rglob("templates/**/*.html"))
COMPONENTS = sorted(path.name for path in (UI / "templates/ui/components").glob("*.html"))
PRINTED = (ROOT / "jiangong/kit/printing").glob("*.css")
CSS = "\n".join(path.read_text("utf-8") for path in (*(UI / "static/ui/css").glob("*.css"), *PRINTED))
# Hooks for scripts and tests that need no looks of their own.
UNSTYLED = {"grants", "tree__below", "inbox", "plain", "warn"}
DRAWN_BY_TAGS = {"bar.html", "card.html", "field.html", "field_hidden.html"}


def text_of(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"))


def markup_of(path: Path) -> str:
    """The text without tags and variables of the template language."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text_of(path))


def identifier(path: Path) -> str:
    return str(path.relative_to(ROOT))


def faulty(fault: Callable[[Path], object]) -> dict[str, object]:
    """What is wrong in which template; all of them in one test, for reading a file costs less than beginning a test."""
    return {identifier(path): found for path in TEMPLATES if (found := fault(path))}


def inline_code(path: Path) -> list[str]:
    text = markup_of(path)
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    return re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|\shx-on", text) + scripts


def test_templates_have_no_inline_style_script_or_handler():
    assert len(TEMPLATES) > 100
    assert faulty(inline_code) == {}


def test_templates_load_nothing_from_elsewhere():
    assert faulty(lambda path: re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text_of(path))) == {}


def test_template_comments_stay_on_their_line():
    def unfinished(path: Path) -> list[str]:
        lines = path.read_text("utf-8").splitlines()
        return [line for line in lines if line.count("{#") != line.count("#}")]

    assert faulty(unfinished) == {}


def test_templates_use_icons_of_the_sprite():
    known = set(icon_names())

    def unknown(path: Path) -> set[str]:
        named = set(re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", text_of(path)))
        named |= set(re.findall(r"""icon=["']([a-z0-9-]+)["']""", text_of(path)))
        return named - known

    assert faulty(unknown) == {}


def test_templates_use_classes_that_have_a_style():
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS))

    def unstyled(path: Path) -> set[str]:
        used = {name for value in re.findall(r'class="([^"]*)"', markup_of(path)) for name in value.split()}
        return {name for name in used if not name.endswith("-")} - styled - UNSTYLED

    assert faulty(unstyled) == {}


def reachable(path: Path, seen: set[str]) -> set[str]:
    """Every template included from this one, directly or not."""
    for name in re.findall(r'include "(ui/[\w/.]+)"', path.read_text("utf-8")):
        if name not in seen:
            seen.add(name)
            reachable(UI / "templates" / name, seen)
    return seen


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_is_in_the_gallery(name):
    shown = reachable(UI / "templates/ui/gallery.html", set()) | reachable(
        UI / "templates/ui/base.html", set()
    )
    drawn = {f"ui/components/{tag}" for tag in DRAWN_BY_TAGS}
    for tag in sorted(drawn):
        shown |= reachable(UI / "templates" / tag, set())
    assert f"ui/components/{name}" in shown | drawn


def test_sprite_has_each_icon_once():
    names = icon_names()
    assert len(names) == len(set(names)) > 100


def test_colours_live_in_the_tokens_only():
    raw = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])", path.read_text("utf-8"))
        for path in (UI / "static/ui/css").glob("*.css")
        if path.name not in {"tokens.css", "print.css"}
    }
    assert {name: found for name, found in raw.items() if found} == {}
