"""What other apps may want to know about jobs."""

from django.dispatch import Signal

# Sent inside the transaction that closed the job, with: job, sentence.
job_failed = Signal()
