"""What upper apps may react to."""

from django.dispatch import Signal

# Sent inside the transaction with: keep, drop, actor — after every reference has been repointed.
people_merged = Signal()
# Sent inside the transaction with: person, actor — so that other apps erase what they know.
person_erased = Signal()
