"""What every template of the product must and must not contain."""

import re
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


@pytest.mark.parametrize("path", TEMPLATES, ids=identifier)
def test_template_has_no_inline_style_script_or_handler(path):
    text = markup_of(path)
    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|\shx-on", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=identifier)
def test_template_loads_nothing_from_elsewhere(path):
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text_of(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=identifier)
def test_template_comment_stays_on_its_line(path):
    unfinished = [
        line for line in path.read_text("utf-8").splitlines() if line.count("{#") != line.count("#}")
    ]
    assert unfinished == []


@pytest.mark.parametrize("path", TEMPLATES, ids=identifier)
def test_template_uses_icons_of_the_sprite(path):
    named = set(re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", text_of(path)))
    named |= set(re.findall(r"""icon=["']([a-z0-9-]+)["']""", text_of(path)))
    assert named - set(icon_names()) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=identifier)
def test_template_uses_classes_that_have_a_style(path):
    used = {name for value in re.findall(r'class="([^"]*)"', markup_of(path)) for name in value.split()}
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS))
    assert {name for name in used if not name.endswith("-")} - styled - UNSTYLED == set()


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
