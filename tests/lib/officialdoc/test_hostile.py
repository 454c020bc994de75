"""Hostile and malformed files are refused in one sentence, quickly, and never with a traceback."""

import time

import pytest

from jiangong.lib.officialdoc.opening import read
from jiangong.lib.refused import Refused
from tests.lib.officialdoc.hostile import killers, mangled

KILLERS = dict(killers())


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_refused(name: str) -> None:
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        read(KILLERS[name], name)
    assert refusal.value.sentence.endswith("。")
    assert "\n" not in refusal.value.sentence
    assert time.process_time() - began < 2


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
