"""Hostile and malformed files are refused in one sentence, quickly, and never with a traceback."""

import pytest

from jiangong.lib.officialdoc.opening import read
from jiangong.lib.refused import Refused
from tests.lib.officialdoc.hostile import killers, mangled
from tests.support.pace import within

KILLERS = dict(killers())


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_refused(name: str) -> None:
    sentences = set()

    def refused() -> None:
        with pytest.raises(Refused) as refusal:
            read(KILLERS[name], name)
        sentences.add(refusal.value.sentence)

    assert within(2, refused)
    (sentence,) = sentences
    assert sentence.endswith("。")
    assert "\n" not in sentence


@pytest.mark.parametrize("seed", range(25))
def test_a_mangled_file_is_read_or_refused(seed: int) -> None:
    name, content = mangled(seed)
    assert outcome(content, name).endswith(("。", "\n"))


def outcome(content: bytes, name: str) -> str:
    """The text of the notice, which ends its last line, or the sentence of the refusal."""
    try:
        return read(content, name).text
    except Refused as refusal:
        return refusal.sentence
