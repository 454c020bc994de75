"""Inside the installation: works, judges and their sheets for the measurement of judging; prints JSON."""

import json
import sys

from tests.support.judges import Sheet, items_of, judged_round  # sets Django up

JUDGES = 20


def main(works: int, password: str) -> None:
    one = judged_round(works, JUDGES, password)
    sheets: dict[str, list[int]] = {}
    rows = Sheet.objects.ungated("a measurement").filter(round=one).values_list("judge__user__username", "pk")
    for judge, pk in rows:
        sheets.setdefault(judge, []).append(pk)
    print(json.dumps({"round": one.pk, "sheets": sheets, "items": items_of(one)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
