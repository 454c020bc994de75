"""Samples of documents."""

from tests.conformance.samples.making import Make, acting, word
from tests.factories.documents import make_document

SAMPLES: dict[str, Make] = {
    "documents.document": lambda cast, place: make_document(acting(cast, place), title=f"{word(place)}文"),
}
