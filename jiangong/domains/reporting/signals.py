"""What reports tell: something was sent up."""

from django.dispatch import Signal

matter_arrived = Signal()  # instance, actor; inside the transaction
window_opened = Signal()  # window, actor; inside the transaction
