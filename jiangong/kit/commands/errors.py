"""How a command says no: one Chinese sentence saying what to do."""


class Refusal(Exception):
    """The command cannot be carried out; nothing was written."""

    status = 422

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refusal):
    """This actor may not do this now; the sentence names the reason."""

    status = 403


class Conflict(Refusal):
    """Somebody else was first; the sentence tells the current state."""

    status = 409


class KeyReused(Refusal):
    """The same idempotency key came with other contents."""

    status = 422
