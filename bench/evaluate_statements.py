"""How well statements are checked against quotes, on statements written for it by hand.

    python -m bench.evaluate_statements [FILE]

FILE holds one JSON object a line: `statement`, `quotes`, `label` (supported, unsupported, contradicted) and `change`
(what was done to the source's words). A contradicted statement is caught if it is called contradicted or
unsupported; a supported one is wrongly flagged if it is. Rules and thresholds are tuned on
`bench/data/statements_tune.jsonl` (`--show` lists what it gets wrong), never on `statements.jsonl`.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant import verify_statement
from training.examples import read_rows

DATA = Path(__file__).parent / "data"
VERDICTS = ("quoted", "supported", "partly", "unsupported", "contradicted")
FLAGGED = ("unsupported", "contradicted")


def read(path: Path) -> list[dict]:
    return list(read_rows(path))


def share(rows: Sequence[dict], label: str, verdicts: Sequence[str]) -> float:
    """The share of the statements with this label that got one of these verdicts."""
    labelled = [row for row in rows if row["label"] == label]
    return sum(row["verdict"] in verdicts for row in labelled) / max(1, len(labelled))


def figures(rows: Sequence[dict]) -> dict[str, float]:
    return {
        "contradicted, caught": share(rows, "contradicted", FLAGGED),
        "contradicted, called contradicted": share(rows, "contradicted", ["contradicted"]),
        "unsupported, flagged": share(rows, "unsupported", FLAGGED),
        "supported, wrongly flagged": share(rows, "supported", FLAGGED),
        "supported, called quoted or supported": share(rows, "supported", ["quoted", "supported"]),
    }


def check(path: Path) -> list[dict]:
    """The file's rows, each with its verdict and reason."""
    rows = read(path)
    verdicts = [verify_statement(row["statement"], row["quotes"]) for row in rows]
    return [row | {"verdict": v.label, "reason": v.reason} for row, v in zip(rows, verdicts, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=DATA / "statements.jsonl")
    parser.add_argument("--show", action="store_true", help="list what was got wrong; for the tuning file")
    options = parser.parse_args()
    rows = check(options.file)
    for name, figure in figures(rows).items():
        print(f"{name:40} {figure:.3f}")
    print(f"\n{'':28}" + " ".join(f"{verdict:>12}" for verdict in VERDICTS))
    for label, change in sorted({(row["label"], row["change"]) for row in rows}):
        counted = Counter(row["verdict"] for row in rows if (row["label"], row["change"]) == (label, change))
        print(f"{label:14}{change:14}" + " ".join(f"{counted[verdict]:12}" for verdict in VERDICTS))
    for row in rows if options.show else ():
        right = {"supported": ("quoted", "supported")}.get(row["label"], (row["label"],))
        if row["verdict"] not in right:
            print(f"{row['label']} -> {row['verdict']} ({row['reason']}): {row['statement']} | {row['quotes']}")


if __name__ == "__main__":
    main()
