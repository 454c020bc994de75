"""Batches come out in their order, each with its own sealed columns, however many there are."""

import pytest

from jiangong.kit.access.keyring import keyring
from jiangong.kit.access.sealing_ahead import sealed_ahead


def batches(count, drawn=None):
    for number in range(count):
        if drawn is not None:
            drawn.append(number)
        keys = [10 * number, 10 * number + 1]
        yield number, (("a.b.phone:", keys, [f"1380000000{number}", ""]), ("a.b.id:", keys, ["", "41"]))


def opened(keys, phones, numbers):
    ring = keyring()
    assert phones[1] == numbers[0] == ""
    return ring.unseal(phones[0], f"a.b.phone:{keys}"), ring.unseal(numbers[1], f"a.b.id:{keys + 1}")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_every_batch_is_sealed_for_its_own_rows(count):
    found = [(number, opened(10 * number, *sealed)) for number, sealed in sealed_ahead(batches(count))]
    assert found == [(number, (f"1380000000{number}", "41")) for number in range(count)]


def test_no_more_than_the_next_batches_are_held():
    drawn = []
    left = sealed_ahead(batches(50, drawn))
    next(left)
    assert drawn == [0, 1]
    next(left)
    assert drawn == [0, 1, 2]
    left.close()
