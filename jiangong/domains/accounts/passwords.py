"""Password hashing: argon2id as OWASP recommends, a few at a time so that a burst cannot exhaust memory."""

import os
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash holds 19 MiB and one core; more at once would only wait for each other with memory in hand.
_places = BoundedSemaphore(os.cpu_count() or 1)


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id, 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _places:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _places:
            return super().verify(password, encoded)
