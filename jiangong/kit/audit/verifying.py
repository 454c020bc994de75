"""Proves that nobody edited, removed, reordered, inserted or cut off audit rows — or says where they did."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiangong.kit.audit.anchors import read_anchors
from jiangong.kit.audit.keys import audit_key, audit_suite
from jiangong.kit.audit.rows import linked_rows, loose_rows
from jiangong.lib.macs import GENESIS, digest_of

SHOWN_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where the trail is not as it was written."""

    kind: str
    position: int | None
    entry_id: int | None
    sentence: str


@dataclass
class Verification:
    """What was checked and what is wrong; ``problems`` keeps the first few hundred, ``found`` counts all."""

    rows: int = 0
    sealed: int = 0
    anchors: int = 0
    head: str = GENESIS
    found: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.rows > 0 and not self.found

    def note(
        self, kind: str, sentence: str, position: int | None = None, entry_id: int | None = None
    ) -> None:
        self.found += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(kind, position, entry_id, sentence))


def verify() -> Verification:
    """Recompute every MAC and the whole chain, and compare with the anchors outside the database."""
    result = Verification()
    anchors = _Anchors(result)
    _verify_chain(result, anchors)
    _verify_loose(result)
    anchors.close()
    return result


def _verify_chain(result: Verification, anchors: "_Anchors") -> None:
    key, digest = audit_key(), digest_of(audit_suite())
    keyed, equal = hmac.digest, hmac.compare_digest
    head, expected = bytes.fromhex(GENESIS), 1
    for position, entry_id, link, mac, signed in linked_rows():
        if position != expected:
            gap = f"第{expected}至{position - 1}" if position - expected > 1 else f"第{expected}"
            result.note("removed", f"{gap}条记录连同封存序号被删除。", expected)
        stored = _bytes(link)
        if mac is None:
            result.note("removed", f"第{position}条记录（编号{entry_id}）被删除。", position, entry_id)
        else:
            result.rows += 1
            signature = _bytes(mac)
            if not equal(keyed(key, b"row\0" + signed, digest), signature):
                result.note(
                    "edited", f"第{position}条记录（编号{entry_id}）被改动或伪造。", position, entry_id
                )
            if position == expected and not equal(keyed(key, b"chain\0" + head + signature, digest), stored):
                result.note(
                    "reordered", f"第{position}条记录（编号{entry_id}）与前一条接不上。", position, entry_id
                )
        head, expected = stored, position + 1
        result.sealed = position
        if position >= anchors.next_count > 0:
            anchors.compare(position, link)
    result.head = head.hex()


def _verify_loose(result: Verification) -> None:
    """Rows too young to be sealed still carry their own MAC."""
    key, digest = audit_key(), digest_of(audit_suite())
    for entry_id, mac, signed in loose_rows():
        result.rows += 1
        if not hmac.compare_digest(hmac.digest(key, b"row\0" + signed, digest), _bytes(mac)):
            result.note("edited", f"尚未封存的记录（编号{entry_id}）被改动或伪造。", entry_id=entry_id)


def _bytes(text: str) -> bytes:
    """A stored MAC, or nothing when what is stored is no MAC at all."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


class _Anchors:
    """Walks the anchor lines beside the chain; both grow in the same direction."""

    def __init__(self, result: Verification) -> None:
        self._result = result
        self._lines = self._genuine()
        self.next_count, self._head = 0, ""
        self._advance()

    def compare(self, position: int, link: str) -> None:
        """Every line that speaks of this position must name this head; of a removed one the gap already tells."""
        while position >= self.next_count > 0:
            self._result.anchors += 1
            if position == self.next_count and self._head != link:
                sentence = f"第{position}条处的链头与锚点文件不一致，此前的记录被整体改写。"
                self._result.note("rewritten", sentence, position)
            self._advance()

    def close(self) -> None:
        """Lines beyond the end of the chain speak of rows that are no longer there."""
        result, beyond = self._result, 0
        while self.next_count:
            result.anchors += 1
            beyond = max(beyond, self.next_count)
            self._advance()
        if beyond:
            sentence = f"锚点记载了{beyond}条封存记录，现在只有{result.sealed}条，末尾的记录被删除。"
            result.note("truncated", sentence, result.sealed + 1)
        if result.sealed and not result.anchors:
            result.note("unanchored", "没有锚点文件，无法证明末尾的记录未被删除。请从备份取回锚点文件。")

    def _advance(self) -> None:
        self.next_count, self._head = next(self._lines, (0, ""))

    def _genuine(self) -> Iterator[tuple[int, str]]:
        """Lines the key vouches for, in rising order; the others are problems of their own."""
        last = 0
        for number, anchor in read_anchors():
            if anchor is None or not anchor.genuine or anchor.count < last or not anchor.count:
                self._result.note("anchor", f"锚点文件第{number}行不完整或被改动。")
                continue
            last = anchor.count
            yield anchor.count, anchor.head
