"""Places (阵地): what unions keep open for workers, what they must have, and whether they have it."""
