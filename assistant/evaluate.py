"""Measure conflict finding on articles whose conflicts were labelled by hand.

A labels file lies beside its articles: `{"conflicts": [{"left": {"file", "text"}, "right": ..., "kind", "scope"}],
"not_conflicts": [...]}`, each text one sentence as it stands in its file.
"""

import json
import tempfile
from pathlib import Path

from assistant.assistant import Assistant
from assistant.findings import Findings
from assistant.judge import Judge
from assistant.models import Quote
from assistant.text import normalised
from index import CrosscheckError
from index.models import Frozen
from index.readable import readable

Pair = frozenset[tuple[str, str]]


class Evaluation(Frozen):
    """Figures over sentence pairs, at the shipped threshold; average precision is over the whole ranking."""

    documents: int
    sentences: int
    labelled_conflicts: int
    labelled_look_alikes: int
    candidate_pairs: int
    labelled_among_candidates: int
    labelled_set_aside: int
    found: int
    precision: float
    recall: float
    f1: float
    average_precision: float
    look_alikes_flagged: int
    recall_by_kind: dict[str, float]


def read_labels(path: Path, split: str | None = None) -> tuple[list[dict], list[dict], list[Path]]:
    """Labelled conflicts, labelled look-alikes, and the articles' files; of one split, or all.

    Raises `CrosscheckError` if the labels can't be read.
    """
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
        conflicts, look_alikes = labels["conflicts"], labels["not_conflicts"]
    except (OSError, ValueError, KeyError) as error:
        raise CrosscheckError(f"{path} can't be read as labels ({error!r}).") from error
    table = labels.get("split", {})
    named = {side["file"] for row in [*conflicts, *look_alikes] for side in (row["left"], row["right"])}
    named |= set(labels.get("clean", ()))
    if split is not None:
        conflicts = [row for row in conflicts if table.get(row["left"]["file"]) == split]
        look_alikes = [row for row in look_alikes if table.get(row["left"]["file"]) == split]
        named = {name for name in named if table.get(name) == split}
    return conflicts, look_alikes, sorted(path.parent / name for name in named)


def evaluate_labels(path: Path, judge: Judge | None = None, split: str | None = None) -> Evaluation:
    """Index the articles beside a labels file in a temporary library, scan it, and compare.

    `split` keeps only the files that the labels' own `split` table puts there. Raises `CrosscheckError` if the
    labels can't be read or name a file that is not there.
    """
    conflicts, look_alikes, files = read_labels(path, split)
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder, judge=judge) as assistant:
        report = assistant.library.add(files)
        if report.failed:
            raise CrosscheckError(f"{report.failed[0].path} {report.failed[0].reason}")
        findings = assistant.scan(min_score=0.0)
        sentences = assistant.library.catalog.counts()[2]
        threshold = assistant.judge.threshold
    return _figures(findings, threshold, conflicts, look_alikes, len(files), sentences)


def _figures(
    findings: Findings,
    threshold: float,
    conflicts: list[dict],
    look_alikes: list[dict],
    documents: int,
    sentences: int,
) -> Evaluation:
    wanted = {label_pair(row): row["kind"] for row in conflicts}
    tempting = {label_pair(row) for row in look_alikes}
    pairs = [pair_of_quotes(conflict.left, conflict.right) for conflict in findings.conflicts]
    scores = [conflict.score for conflict in findings.conflicts]
    set_aside = {pair_of_quotes(difference.left, difference.right) for difference in findings.differences}
    shown = {pair for pair, score in zip(pairs, scores, strict=True) if score >= threshold}
    hits = shown & wanted.keys()
    precision = len(hits) / len(shown) if shown else 0.0
    recall = len(hits) / len(wanted) if wanted else 0.0
    kinds = {kind: [pair for pair, k in wanted.items() if k == kind] for kind in sorted(set(wanted.values()))}
    return Evaluation(
        documents=documents,
        sentences=sentences,
        labelled_conflicts=len(wanted),
        labelled_look_alikes=len(tempting),
        candidate_pairs=findings.pairs,
        labelled_among_candidates=len(wanted.keys() & {*pairs, *set_aside}),
        labelled_set_aside=len(wanted.keys() & set_aside),
        found=len(shown),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if hits else 0.0,
        average_precision=average_precision(pairs, set(wanted)),
        look_alikes_flagged=len(shown & tempting),
        recall_by_kind={kind: len(hits & set(of)) / len(of) for kind, of in kinds.items()},
    )


def average_precision(ranking: list[Pair], wanted: set[Pair]) -> float:
    """Mean of the precision at each wanted pair's rank; one that is never listed counts as zero."""
    hits, total = 0, 0.0
    for rank, pair in enumerate(ranking, start=1):
        if pair in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted) if wanted else 0.0


def pair_of_quotes(left: Quote, right: Quote) -> Pair:
    """Two quotes as the labels know them: file name and normalised words, in no order."""
    return frozenset((_key(left), _key(right)))


def _key(quote: Quote) -> tuple[str, str]:
    return Path(quote.path).name, normalised(quote.readable)


def label_pair(row: dict) -> Pair:
    """A labelled row as the same kind of pair."""
    return frozenset((side["file"], normalised(_readable(side))) for side in (row["left"], row["right"]))


def _readable(side: dict) -> str:
    return readable(side["text"], "md" if side["file"].endswith(".md") else "txt")
