"""Makes every source anew: ``.venv/bin/python -m tests.lib.officialdoc.corpus.making``."""

from pathlib import Path

from tests.lib.officialdoc.corpus.making.making import CORPUS, DESCRIPTIONS, made

for description in DESCRIPTIONS:
    print(made(description, CORPUS).relative_to(Path.cwd()))
