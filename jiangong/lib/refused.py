"""Why a file was not taken, in one Chinese sentence that tells the clerk what to do."""


class Refused(Exception):
    """Outside input was turned away; `sentence` is shown to the user as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
