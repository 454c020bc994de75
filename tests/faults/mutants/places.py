"""Deliberate defects in places."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a report from the street writes down where it came from",
        "jiangong/domains/places/views/public.py",
        'visitor = stranger("", ',
        "visitor = stranger(request.address, ",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "one visitor may report the same thing without end",
        "jiangong/domains/places/actions/reporting.py",
        'Allowance("the same report", f"{address}|{place.pk}|{kind}", THE_SAME),',
        "",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "a place that is not open to all is listed for everybody",
        "jiangong/domains/places/queries/public.py",
        "filter(is_public=True, ",
        "filter(",
        "tests/domains/places/test_views.py",
    ),
    Mutant(
        "a private mobile number becomes a place's phone",
        "jiangong/domains/places/rules.py",
        'if _MOBILE.fullmatch(plain.replace("-", "")):',
        "if False:",
        "tests/domains/places/test_rules.py",
    ),
    Mutant(
        "a void place goes on counting",
        "jiangong/domains/places/measures.py",
        "VALID = ~Q(state=PlaceState.VOID)",
        "VALID = Q(opened_on__isnull=False)",
        "tests/domains/places/test_measures.py",
    ),
)
