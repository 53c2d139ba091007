"""Conflicts as SARIF, the format in which code review takes findings."""

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from assistant.models import Conflict, Quote
from index import Library

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(conflicts: Sequence[Conflict], library: Library) -> str:
    """SARIF 2.1.0: each conflict at its left quote, with the right one as a related location."""
    results = [
        {
            "ruleId": f"conflict/{c.kind}",
            "level": "warning",
            "message": {"text": f"Contradicts “{c.right.readable}” ({Path(c.right.path).name}): {c.reason}"},
            "locations": [_location(c.left, library)],
            "relatedLocations": [{"id": 1, **_location(c.right, library), "message": {"text": "the other side"}}],
            "rank": round(100 * c.score, 1),
            "partialFingerprints": {"conflict/v1": c.key},
            **_review(c),
        }
        for c in conflicts
    ]
    kinds = sorted({c.kind for c in conflicts})
    driver = {
        "name": "Crosscheck",
        "version": version("crosscheck"),
        "rules": [
            {"id": f"conflict/{kind}", "shortDescription": {"text": f"Two statements clash: {kind}"}} for kind in kinds
        ],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _review(conflict: Conflict) -> dict:
    """A dismissed conflict is a suppressed result; what else a person said of it stands among its properties."""
    review = conflict.review
    if review is None:
        return {}
    said = {"properties": {"review": review.model_dump(mode="json")}}
    if not conflict.is_dismissed:
        return said
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": review.reason}], **said}


def _location(quote: Quote, library: Library) -> dict:
    """Lines and columns count from 1 in the extracted text, which for .txt and .md is the file's own."""
    before = library.text(quote.document_id)[: quote.start]
    lines = quote.text.split("\n")
    first_line = before.count("\n") + 1
    first_column = quote.start - (before.rfind("\n") + 1) + 1
    region = {
        "startLine": first_line,
        "startColumn": first_column,
        "endLine": first_line + len(lines) - 1,
        "endColumn": len(lines[-1]) + (first_column if len(lines) == 1 else 1),
        "snippet": {"text": quote.text},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(quote.path)}, "region": region}}


def _uri(path: str) -> str:
    """Relative to the working directory where the file is below it, as code review tools want it."""
    file = Path(path)
    if file.is_relative_to(Path.cwd()):
        return file.relative_to(Path.cwd()).as_posix()
    return file.as_uri() if file.is_absolute() else file.as_posix()
