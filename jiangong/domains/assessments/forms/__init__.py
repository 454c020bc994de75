"""Input shapes of rubrics, rounds, score sheets and declarations."""
