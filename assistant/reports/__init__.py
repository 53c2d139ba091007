"""Conflicts and answers as files: JSON and CSV, an HTML page or Markdown to read, SARIF for code review."""

from assistant.reports.answers import answer_as_markdown
from assistant.reports.html import as_html
from assistant.reports.markdown import as_markdown
from assistant.reports.sarif import as_sarif
from assistant.reports.tables import as_csv, as_json

__all__ = ["answer_as_markdown", "as_csv", "as_html", "as_json", "as_markdown", "as_sarif"]
