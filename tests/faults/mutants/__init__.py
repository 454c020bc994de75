"""Deliberate defects: each fault test must fail on its own, or it proves nothing. One file for each part."""

from tests.faults.mutants import (
    accounts,
    activities,
    assessments,
    competitions,
    config,
    honors,
    indicators,
    kit,
    lib,
    mentorship,
    organizations,
    people,
    places,
    plans,
    reform,
    reporting,
    rural,
    statistics,
    studios,
    supervision,
    titles,
)
from tests.faults.mutants.mutant import ROOT, Mutant

__all__ = ["MUTANTS", "ROOT", "Mutant"]

MUTANTS: tuple[Mutant, ...] = (
    *accounts.MUTANTS,
    *activities.MUTANTS,
    *assessments.MUTANTS,
    *competitions.MUTANTS,
    *config.MUTANTS,
    *honors.MUTANTS,
    *indicators.MUTANTS,
    *kit.MUTANTS,
    *lib.MUTANTS,
    *mentorship.MUTANTS,
    *organizations.MUTANTS,
    *people.MUTANTS,
    *places.MUTANTS,
    *plans.MUTANTS,
    *reform.MUTANTS,
    *reporting.MUTANTS,
    *rural.MUTANTS,
    *statistics.MUTANTS,
    *studios.MUTANTS,
    *supervision.MUTANTS,
    *titles.MUTANTS,
)
