"""The names and shapes that users' scripts call."""

import ast
from pathlib import Path

import assistant
import index
import prompts
from assistant import Answer, Assistant

ROOT = Path(__file__).parents[2]
ALLOWED = {"index": {"index"}, "prompts": {"prompts"}, "assistant": {"assistant", "index", "prompts", "seeds"}}


def test_exported_names_are_pinned():
    assert assistant.__all__ == [
        "Answer",
        "Assistant",
        "Citation",
        "Conflict",
        "ConflictGroup",
        "Coverage",
        "CrosscheckError",
        "Difference",
        "Document",
        "Failure",
        "Findings",
        "IngestReport",
        "Judge",
        "Library",
        "LibraryBusyError",
        "LibraryError",
        "ModelError",
        "ModelMismatchError",
        "NewerLibraryError",
        "Quote",
        "Review",
        "Side",
        "Statement",
        "UnknownDocumentError",
        "Verdict",
        "group_conflicts",
        "load_judge",
        "verify_statement",
    ]
    assert all(hasattr(assistant, name) for name in assistant.__all__)
    assert all(hasattr(index, name) for name in index.__all__)
    assert callable(prompts.load)


def test_imports_run_one_way():
    for package, allowed in ALLOWED.items():
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                ours = {name.split(".")[0] for name in names} & {*ALLOWED, "training", "bench", "tests"}
                assert ours <= allowed, f"{path} imports {ours - allowed}"


def test_every_quote_of_an_answer_is_a_slice_of_its_source(sample: Assistant):
    answer = sample.ask("Does Russia support the American withdrawal from Afghanistan?")
    assert not answer.abstained
    assert answer.citations
    for citation in answer.citations:
        quote = citation.quote
        assert sample.library.text(quote.document_id)[quote.start : quote.end] == quote.text
        assert f"[{citation.number}]" in answer.text
    path = Path(answer.citations[0].quote.path)
    quote = answer.citations[0].quote
    assert path.read_text(encoding="utf-8")[quote.start : quote.end] == quote.text


def test_an_answer_survives_json(sample: Assistant):
    answer = sample.ask("Why are there no eggs in the harbour rye cake?")
    assert Answer.model_validate_json(answer.model_dump_json()) == answer


def test_statements_without_a_model_are_quoted(sample: Assistant):
    answer = sample.ask("Why are there no eggs in the harbour rye cake?")
    assert {statement.verdict for statement in answer.statements} == {"quoted"}
    assert answer.model is None
    assert answer.coverage.documents_searched == len(sample.library.documents())
    assert answer.coverage.documents_used == 1


def test_only_chosen_documents_are_searched(small: Assistant):
    herald = next(d for d in small.library.documents() if d.path.endswith("herald.txt"))
    answer = small.ask("What did the bridge over the Tarn cost?", documents=[herald.id])
    assert {c.quote.document_id for c in answer.citations} == {herald.id}
    assert answer.coverage.documents_searched == 1
