"""What the reports that are read say of a conflict and of a quotation, before either is escaped."""

from assistant.models import Conflict, Quote


def about(conflict: Conflict) -> str:
    """Its kind, where its two sides stand, and how likely it is."""
    scope = "within one document" if conflict.scope == "within" else "across documents"
    return f"{conflict.kind}, {scope}, score {conflict.score:.2f}"


def dated(quote: Quote) -> str:
    """The date and the page of a quotation as far as they are known, to follow its title."""
    stated = f", {quote.date.isoformat()}" if quote.date else ""
    return f"{stated}, page {quote.page}" if quote.page else stated
