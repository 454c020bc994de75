"""Shared passages: every one found, whole, and nothing else; compared with trying every pair of places."""

from itertools import combinations
from random import Random

from jiangong.lib.passages import bare, shared_passages

LEAST = 5


def by_hand(texts: dict[int, str], least: int, commonplace: int) -> set[tuple[int, int, str]]:
    """Every pair of texts, every pair of places."""
    plain = {key: bare(text) for key, text in texts.items()}
    holders = {}
    for key, text in plain.items():
        for start in range(len(text) - least + 1):
            holders.setdefault(text[start : start + least], set()).add(key)
    found = set()
    for one, two in combinations(plain, 2):
        a, b = plain[one], plain[two]
        for i in range(len(a) - least + 1):
            for j in range(len(b) - least + 1):
                if a[i : i + least] != b[j : j + least] or len(holders[a[i : i + least]]) > commonplace:
                    continue
                before = i > 0 and j > 0 and a[i - 1 : i - 1 + least] == b[j - 1 : j - 1 + least]
                if before and len(holders[a[i - 1 : i - 1 + least]]) <= commonplace:
                    continue
                end = 0
                while (
                    a[i + end : i + end + least] == b[j + end : j + end + least]
                    and len(a[i + end : i + end + least]) == least
                    and len(b[j + end : j + end + least]) == least
                    and len(holders[a[i + end : i + end + least]]) <= commonplace
                ):
                    end += 1
                found.add((one, two, a[i : i + end - 1 + least]))
    return found


def test_the_same_as_trying_every_place():
    chance, seen = Random(3), 0
    for _ in range(150):
        letters = "天地人和" if chance.random() < 0.5 else "".join(chr(0x4E00 + n) for n in range(30))
        texts = {
            key: "".join(chance.choice(letters) for _ in range(chance.randint(0, 40))) for key in range(4)
        }
        texts[9] = texts[0][3:30] + "，" + texts[1][:12]
        found = {(one.first, one.second, one.text) for one in shared_passages(texts, LEAST, 3)}
        expected = by_hand(texts, LEAST, 3)
        assert found == expected
        seen += len(expected)
    assert seen > 300


def test_punctuation_width_and_blanks_hide_nothing():
    words = "他带领班组完成技术改进３６项，节约标准煤1200吨"
    other = "他带领班组，完成 技术改进36项。节约标准煤１２００吨"
    (found,) = shared_passages({"甲": f"先说几句：{words}", "乙": other})
    assert (found.first, found.second, found.text) == ("甲", "乙", bare(words))


def test_shorter_than_the_least_is_no_passage():
    words = "一二三四五六七八九十甲乙丙丁戊己庚辛壬"  # nineteen
    assert shared_passages({1: words, 2: words}) == []
    (found,) = shared_passages({1: f"{words}癸", 2: f"{words}癸"})
    assert found.length == 20


def test_what_many_say_is_a_forms_wording():
    words = "在市总工会的坚强领导下全面贯彻落实各项工作部署要求"
    texts = {number: f"{chr(0x5000 + number)}{words}" for number in range(13)}
    assert shared_passages(texts) == []
    assert len(shared_passages(dict(list(texts.items())[:12]))) == 66
