import csv
import io
import json
from pathlib import Path

import pytest

from assistant import Assistant, Conflict, reports
from assistant.findings import Findings
from assistant.models import Quote
from assistant.recheck import recheck


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
