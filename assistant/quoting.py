"""Sentences as quotes that can be understood alone."""

import re

from assistant.models import Quote
from index import Library, Sentence

_LEANS_ON_CONTEXT = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|its|their|the (?:latter|former|same)|but|however|instead"
    r"|also|so|then|and|or|yet|such)\b",
    re.IGNORECASE,
)


def quote_of(sentence: Sentence, library: Library) -> Quote:
    """The sentence as a quote, with the one before it where it opens with a word that points back."""
    document = library.document(sentence.document_id)
    quote = Quote.of(document, sentence)
    before = library.catalog.sentence_before(sentence) if _LEANS_ON_CONTEXT.match(sentence.readable) else None
    if before is None or before.kind is not sentence.kind or before.passage_id != sentence.passage_id:
        return quote
    text = library.text(document.id)
    if "\n\n" in text[before.end : sentence.start]:
        return quote
    whole = {"start": before.start, "text": text[before.start : sentence.end]}
    return quote.model_copy(update=whole | {"page": document.page_of(before.start)})
