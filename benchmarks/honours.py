"""Selection: how fast a list of 465 people answers, and 500 texts are compared; pure computing, no installation."""

from fractions import Fraction
from random import Random

from benchmarks.measuring import keep, median, percentile, timed
from jiangong.lib.passages import shared_passages
from jiangong.lib.quotas import Bound, Candidate, Side, smallest_swaps, standings

LISTED, RESERVE, UNITS, ROUNDS = 465, 233, 34, 60
SHARES = {
    "industrial": 0.36,
    "migrant": 0.11,
    "private": 0.37,
    "woman": 0.22,
    "leader": 0.18,
    "technical": 0.21,
}
TEXTS, LENGTH, COPIES = 500, 1200, 40


def invent(seed: int, worst: int) -> tuple[list[Bound], list[Candidate], list[Candidate]]:
    """A list of the size of the city's in 2013, short of or over its six bounds by up to ``worst`` people each."""
    chance = Random(seed)

    def person(key: int) -> Candidate:
        marks = frozenset(mark for mark, share in SHARES.items() if chance.random() < share)
        return Candidate(key, marks, f"u{chance.randrange(UNITS)}" if seed % 2 else "")

    listed = [person(number) for number in range(LISTED)]
    bounds = []
    for mark in SHARES:
        count = sum(mark in one.marks for one in listed)
        by = chance.randint(0, worst)
        most = mark == "leader"
        needed = max(count - by, 0) if most else count + by
        side = Side.AT_MOST if most else Side.AT_LEAST
        bounds.append(Bound(mark, mark, side, share=Fraction(needed, LISTED)))
    return bounds, listed, [person(LISTED + number) for number in range(RESERVE)]


def answering(worst: int) -> dict[str, str]:
    """From the list as it is to how it stands and three smallest sets of swaps."""
    taken, sizes, proven = [], [], 0
    for seed in range(ROUNDS):
        bounds, listed, reserve = invent(seed, worst)
        found = []
        taken.append(
            timed(
                lambda b=bounds, li=listed, r=reserve, f=found: (
                    standings(b, li),
                    f.append(smallest_swaps(b, li, r, 3)),
                )
            )
        )
        plan = found[0]
        proven += plan.is_proven
        sizes.append(len(plan.choices[0]) if plan.choices else 0)
    return {
        "what": f"{LISTED} listed, {RESERVE} in reserve, up to {worst} off each of {len(SHARES)} bounds",
        "median ms": f"{median(taken) * 1000:.0f}",
        "p95 ms": f"{percentile(taken, 0.95) * 1000:.0f}",
        "worst ms": f"{max(taken) * 1000:.0f}",
        "swaps": f"{min(sizes)}–{max(sizes)}",
        "proved minimal": f"{proven}/{ROUNDS}",
        "target ms": "≤ 300",
    }


def comparing() -> dict[str, str]:
    """Every passage that two of many texts share."""
    chance = Random(3)
    letters = [chr(0x4E00 + number) for number in range(2500)]
    texts = {key: "".join(chance.choice(letters) for _ in range(LENGTH)) for key in range(TEXTS)}
    for _ in range(COPIES):
        one, other = chance.sample(range(TEXTS), 2)
        start, at = chance.randrange(LENGTH - 200), chance.randrange(LENGTH - 200)
        texts[other] = texts[other][:at] + texts[one][start : start + 60] + texts[other][at:]
    found: list = []
    taken = timed(lambda: found.extend(shared_passages(texts)))
    return {
        "what": f"{TEXTS} texts of {LENGTH} characters compared with one another",
        "ms": f"{taken * 1000:.0f}",
        "passages": f"{len(found)} of {COPIES} planted",
    }


def main() -> None:
    keep("selection", [answering(3), answering(8), comparing()])


if __name__ == "__main__":
    main()
