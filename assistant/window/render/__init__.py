"""From answers, conflicts and documents to HTML: pure functions, every byte of source text escaped.

`gr.HTML` puts what it is given into the page as it stands, so nothing reaches it that didn't pass `markup`.
"""

from assistant.window.render.answer import answer_html, failure_html, pending_html
from assistant.window.render.article import article_html, empty_article_html, missing_article_html
from assistant.window.render.comparison import comparison_html, scanning_html
from assistant.window.render.conversation import conversation_html, save_html, turn_html
from assistant.window.render.documents import documents_html, ingest_html, ingesting_html, question_html, removed_html
from assistant.window.render.markup import count, isolated

__all__ = [
    "answer_html",
    "article_html",
    "comparison_html",
    "conversation_html",
    "count",
    "documents_html",
    "empty_article_html",
    "failure_html",
    "ingest_html",
    "ingesting_html",
    "isolated",
    "missing_article_html",
    "pending_html",
    "question_html",
    "removed_html",
    "save_html",
    "scanning_html",
    "turn_html",
]
