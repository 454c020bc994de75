"""A connection is kept while the file it has open is still the database."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Opening costs a tenth of a page and closing a checkpoint with its sync, so neither happens per request.

    Django asks ``is_usable`` once before each request (``CONN_HEALTH_CHECKS``). Were the file moved away and
    another put in its place, what an old connection acknowledged would be lost.
    """

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._opened = self._file()  # looked up first: replaced in between, it is opened once more
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        return self._opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        """Which file has the database's name now; none for one in memory."""
        with suppress(OSError, ValueError):
            found = Path(self.settings_dict["NAME"]).stat()
            return found.st_dev, found.st_ino
        return None
