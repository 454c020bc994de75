"""The trail is attacked in every way the issue names; each attack must be found and located."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.keyring import forget_keys
from jiangong.kit.audit.anchors import last_anchor
from jiangong.kit.audit.models import AuditEntry, AuditLink
from jiangong.kit.audit.recording import build_entry, sign
from jiangong.kit.audit.rows import linked_rows
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.audit.verifying import Verification, verify
from jiangong.lib.macs import GENESIS, chain, row_mac

pytestmark = pytest.mark.django_db
WORDS = ("", "plain", '引号"与\\反斜线', "换行\n制表\t", "\u2028分隔", "😀", "\x7f控制")


def write_trail(rows: int, seed: int = 0, batches: int = 1) -> None:
    """``rows`` signed rows of every shape, sealed in ``batches``."""
    dice, actor = random.Random(seed), system_actor("req")
    for _ in range(batches):
        entries = []
        for number in range(rows // batches):
            changes = {"fields": {"name": [dice.choice(WORDS), number]}, "n": None, "b": True}
            entry = build_entry(
                actor,
                "people.person.edit",
                None,
                succeeded=bool(number % 7),
                changes=changes if number % 3 else {},
            )
            entry.at = timezone.now() - timedelta(microseconds=dice.choice((0, 1, 10**6, 999_999_999)))
            entry.target_id = dice.choice(WORDS)
            entry.user_id = dice.choice((None, 5, 2**62))
            entry.mac = sign(entry)
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries, batch_size=500)
        seal_pending()


def positions(result: Verification) -> set[int | None]:
    return {problem.position for problem in result.problems}


@pytest.mark.database
def test_verify_finds_nothing_wrong_in_an_untouched_trail():
    write_trail(400, batches=4)
    AuditEntry.objects.bulk_create(
        [build_entry(system_actor(), "a.b.c", None, succeeded=True, changes={}) for _ in range(3)]
    )
    result = verify()
    assert (result.rows, result.sealed, result.anchors, result.found) == (403, 400, 4, 0)
    assert result.sound


@pytest.mark.database
def test_signed_bytes_are_those_of_the_recorder():
    write_trail(60, seed=3)
    key_fields = {entry.pk: sign(entry) for entry in AuditEntry.objects.all()}
    assert {row[1]: row[3] for row in linked_rows()} == key_fields


def edit(target: AuditLink, dice: random.Random) -> set[int]:
    field, value = dice.choice(
        (
            ("verb", "people.person.view"),
            ("user_id", 4711),
            ("changes", {"fields": {"state": ["a", "b"]}}),
            ("at", timezone.now() + timedelta(days=1)),
            ("target_id", "911"),
            ("organization_id", 77),
        )
    )
    AuditEntry.objects.filter(pk=target.entry_id).update(**{field: value})
    return {target.position}


def delete_row(target: AuditLink, dice: random.Random) -> set[int]:
    AuditEntry.objects.filter(pk=target.entry_id).delete()
    return {target.position}


def delete_row_and_link(target: AuditLink, dice: random.Random) -> set[int]:
    AuditEntry.objects.filter(pk=target.entry_id).delete()
    AuditLink.objects.filter(pk=target.pk).delete()
    return {target.position}


def swap(target: AuditLink, dice: random.Random) -> set[int]:
    """Two rows change places in the chain."""
    other = AuditLink.objects.exclude(pk=target.pk).order_by("?").first()
    ours, theirs = target.entry_id, other.entry_id
    AuditLink.objects.filter(pk=target.pk).update(entry_id=-1)
    AuditLink.objects.filter(pk=other.pk).update(entry_id=ours)
    AuditLink.objects.filter(pk=target.pk).update(entry_id=theirs)
    return {target.position, other.position}


def forge_mac(target: AuditLink, dice: random.Random) -> set[int]:
    """Edit a row and sign it with a key of one's own."""
    AuditEntry.objects.filter(pk=target.entry_id).update(verb="x.y.z", mac=row_mac(b"k" * 32, {"a": 1}))
    return {target.position}


def insert(target: AuditLink, dice: random.Random) -> set[int | None]:
    """A row that never happened, signed without the key; it has no place in the chain."""
    entry = AuditEntry(verb="accounts.user.grant", user_id=1)
    entry.mac = row_mac(b"guess" * 8, {"verb": entry.verb})
    entry.save(force_insert=True)
    return {None}


def garbage(target: AuditLink, dice: random.Random) -> set[int]:
    AuditLink.objects.filter(pk=target.pk).update(chain="not hexadecimal")
    return {target.position}


ATTACKS: tuple[Callable, ...] = (edit, delete_row, delete_row_and_link, swap, forge_mac, insert, garbage)


def attacked(rounds: int, rows: int, seed: int) -> int:
    """Attack ``rounds`` times, undoing each; how many were found exactly where they happened."""
    dice, found = random.Random(seed), 0
    for _ in range(rounds):
        snapshot = (list(AuditEntry.objects.all()), list(AuditLink.objects.all())) if rows <= 500 else None
        attack = dice.choice(ATTACKS)
        target = AuditLink.objects.get(position=dice.randint(1, rows - 1))
        entry = AuditEntry.objects.get(pk=target.entry_id)
        others = (
            list(AuditLink.objects.exclude(pk=target.pk).values_list("position", "entry_id"))
            if not snapshot
            else []
        )
        expected = attack(target, dice)
        result = verify()
        hit = expected <= positions(result) and not result.sound
        if not hit:
            print(attack, expected, result.problems)
        found += hit
        if snapshot:
            AuditLink.objects.all().delete()
            AuditEntry.objects.all().delete()
            AuditEntry.objects.bulk_create(snapshot[0])
            AuditLink.objects.bulk_create(snapshot[1])
        else:
            _undo(target, entry, others)
    return found


def _undo(target: AuditLink, entry: AuditEntry, others: list[tuple[int, int]]) -> None:
    """Put one attacked place of a large trail back."""
    AuditEntry.objects.filter(mac=row_mac(b"guess" * 8, {"verb": "accounts.user.grant"})).delete()
    entry.save()
    known = dict(others)
    for position, entry_id in AuditLink.objects.exclude(pk=target.position).values_list(
        "position", "entry_id"
    ):
        if known[position] != entry_id:
            AuditLink.objects.filter(pk=target.position).delete()
            AuditLink.objects.filter(pk=position).update(entry_id=known[position])
    AuditLink(position=target.position, entry_id=entry.pk, chain=target.chain).save()


def test_500_random_attacks_are_found_where_they_happened():
    write_trail(40, seed=1, batches=2)
    assert attacked(500, 40, seed=2) == 500
    assert verify().sound


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_5000_random_attacks_are_found_where_they_happened():
    write_trail(1_000, seed=1, batches=10)
    assert attacked(5000, 1_000, seed=2) == 5000


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_random_attacks_on_100000_rows_are_found_where_they_happened():
    """Each verification reads the whole trail, about a second; so fewer attacks."""
    write_trail(100_000, seed=3, batches=10)
    assert attacked(60, 100_000, seed=4) == 60


def test_cut_off_tail_is_found_by_the_anchor():
    write_trail(60, batches=3)
    gone = list(AuditLink.objects.filter(position__gt=45).values_list("entry_id", flat=True))
    AuditEntry.objects.filter(pk__in=gone).delete()
    AuditLink.objects.filter(position__gt=45).delete()
    result = verify()
    assert [(p.kind, p.position) for p in result.problems] == [("truncated", 46)]


def test_everything_removed_is_found_by_the_anchor():
    write_trail(20)
    AuditLink.objects.all().delete()
    AuditEntry.objects.all().delete()
    assert [p.kind for p in verify().problems] == ["truncated"]


def test_links_removed_alone_are_found_by_the_anchor():
    write_trail(20)
    AuditLink.objects.all().delete()
    assert [p.kind for p in verify().problems] == ["truncated"]


def test_full_recomputation_without_the_key_is_found():
    write_trail(30)
    head, key = GENESIS, b"attacker" * 4
    for position, link in enumerate(AuditLink.objects.order_by("position"), 1):
        entry = AuditEntry.objects.get(pk=link.entry_id)
        entry.verb, entry.mac = "a.b.c", row_mac(key, {"n": position})
        entry.save()
        head = chain(key, head, entry.mac)
        AuditLink.objects.filter(pk=position).update(chain=head)
    result = verify()
    assert {p.position for p in result.problems if p.kind == "edited"} == set(range(1, 31))
    assert "rewritten" in {p.kind for p in result.problems}


def test_chain_rebuilt_with_the_key_disagrees_with_the_anchor():
    """Even a holder of the key cannot drop a row that was anchored."""
    write_trail(30)
    AuditEntry.objects.filter(pk=AuditLink.objects.get(position=7).entry_id).delete()
    AuditLink.objects.all().delete()
    anchor = Path(settings.ANCHOR_FILE).read_bytes()
    seal_pending()
    Path(settings.ANCHOR_FILE).write_bytes(anchor)
    assert [p.kind for p in verify().problems] == ["truncated"]


def test_edited_and_torn_anchor_lines_are_named():
    write_trail(20, batches=2)
    path = Path(settings.ANCHOR_FILE)
    first, second = path.read_text().splitlines()
    path.write_text(f"{first.replace('10 ', '11 ', 1)}\n{second}\n5 torn")
    assert [p.sentence for p in verify().problems] == [
        "锚点文件第1行不完整或被改动。",
        "锚点文件第3行不完整或被改动。",
    ]


def test_missing_anchor_file_is_a_problem():
    write_trail(10)
    Path(settings.ANCHOR_FILE).unlink()
    assert [p.kind for p in verify().problems] == ["unanchored"]


def test_text_replaced_by_another_type_is_an_edit_and_no_crash():
    write_trail(10)
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite lets a text column hold something else")
    entry_id = AuditLink.objects.get(position=4).entry_id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET verb = x'00ff' WHERE id = %s", [entry_id])
    assert positions(verify()) == {4}


def test_sealing_goes_on_from_the_last_head_and_anchors_each_time():
    write_trail(10)
    first = last_anchor()
    write_trail(5, seed=9)
    assert (first.count, last_anchor().count) == (10, 15)
    assert seal_pending() == 0
    assert last_anchor().count == 15


def test_anchor_lost_in_a_crash_is_written_at_the_next_sealing():
    write_trail(10)
    Path(settings.ANCHOR_FILE).write_text("")
    assert seal_pending() == 0
    assert last_anchor().count == 10


def test_sealing_of_recent_rows_leaves_old_ones_for_the_sweep():
    entry = build_entry(system_actor(), "a.b.c", None, succeeded=True, changes={})
    entry.at = timezone.now() - timedelta(hours=2)
    entry.mac = sign(entry)
    entry.save(force_insert=True)
    assert seal_pending(everything=False) == 0
    assert seal_pending() == 1


def test_command_says_how_many_rows_it_verified(capsys):
    write_trail(12)
    call_command("audit", "verify")
    assert "核对了12条审计记录（已封存12条，锚点1处）" in capsys.readouterr().out


def test_command_fails_when_there_is_nothing_to_verify():
    with pytest.raises(CommandError, match="没有任何审计记录可以核对"):
        call_command("audit", "verify")


def test_command_fails_and_locates_an_edit(capsys):
    write_trail(12)
    AuditEntry.objects.filter(pk=AuditLink.objects.get(position=5).entry_id).update(verb="a.b.d")
    with pytest.raises(SystemExit) as exit_:
        call_command("audit", "verify")
    assert exit_.value.code == 1
    assert "第5条记录" in capsys.readouterr().err


def test_trail_still_verifies_after_the_profile_changed():
    write_trail(20)
    with override_settings(PROFILE="mlps3"):
        forget_keys()
        assert verify().sound
