"""The statements with known verdicts: a guard against getting worse, not the target (see bench/README.md)."""

from collections import Counter

from bench.evaluate_statements import DATA, check, figures, read


def test_the_statements_are_as_many_of_each_kind_as_said():
    rows = read(DATA / "statements.jsonl")
    assert Counter(row["label"] for row in rows) == {"supported": 30, "unsupported": 35, "contradicted": 35}
    tuned_on = {row["statement"] for row in read(DATA / "statements_tune.jsonl")}
    assert not tuned_on & {row["statement"] for row in rows}


def test_changed_statements_are_caught_and_most_supported_ones_pass():
    found = figures(check(DATA / "statements.jsonl"))
    assert found["contradicted, caught"] >= 0.9
    assert found["unsupported, flagged"] >= 0.8
    assert found["supported, wrongly flagged"] <= 0.4
