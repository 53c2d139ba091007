"""Whether the last question of a conversation is answered where it can be, and declined where it can't.

    python -m bench.evaluate_conversations --data DIR [--most N]

DIR holds `dev/mtrag_un.jsonl`: conversations with the passages found for their last question, and whether these answer
it. Each passage is a document of one library; a question is asked, with what was said before, of its own passages.
"""

import argparse
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.progress import track

from assistant import Assistant
from bench.squad import library_of_paragraphs
from index import SentenceTransformerEmbedder
from training.examples import read_rows


def turns(row: dict) -> tuple[str, list[tuple[str, str]]]:
    """The last question, and the questions before it with their answers."""
    said = [turn["text"] for turn in row["input"]]
    return said[-1], list(zip(said[:-1:2], said[1:-1:2], strict=False))


def _plain(context: dict) -> str:
    return " ".join(context["text"].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds dev/mtrag_un.jsonl")
    parser.add_argument("--most", type=int, help="ask at most this many questions")
    options = parser.parse_args()
    rows = [row for row in read_rows(options.data / "dev" / "mtrag_un.jsonl") if row["contexts"]]
    if options.most and len(rows) > options.most:
        rows = random.Random(0).sample(rows, options.most)
    passages = {_plain(context): f"{n}-{m}" for n, row in enumerate(rows) for m, context in enumerate(row["contexts"])}
    with tempfile.TemporaryDirectory() as folder:
        named = {name: [text] for text, name in passages.items()}
        library, _ = library_of_paragraphs(Path(folder), named, SentenceTransformerEmbedder())
        ids = {document.title: document.id for document in library.documents()}
        with Assistant(library) as assistant:
            declined: dict[str, list[bool]] = {}
            for row in track(rows, "Asking"):
                question, history = turns(row)
                documents = [
                    ids[passages[_plain(context)]] for context in row["contexts"] if passages[_plain(context)] in ids
                ]
                answer = assistant.ask(question, history, documents)
                declined.setdefault(row["answerability"][0].lower(), []).append(answer.abstained)
    show(declined)


def show(declined: Mapping[str, Sequence[bool]]) -> None:
    for kind, each in sorted(declined.items()):
        print(f"{kind:20} {len(each):4} questions, {sum(each) / len(each):.3f} declined")


if __name__ == "__main__":
    main()
