"""Why something in selection cannot be done, as a sentence, or an empty text."""
