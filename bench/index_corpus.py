"""Documents, seconds and peak memory of indexing a folder into a new library.

python -m bench.index_corpus FOLDER
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from rich.progress import Progress

from index import Library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library, Progress() as bar:
        task = bar.add_task("Indexing", total=None)
        started = time.perf_counter()
        report = library.add(options.folder, lambda done, total, _: bar.update(task, completed=done, total=total))
        seconds = time.perf_counter() - started
        documents, passages, sentences = library.catalog.counts()
        characters = sum(document.characters for document in library.documents())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{documents} documents ({len(report.failed)} failed, {len(report.skipped)} of other formats), "
        f"{characters:,} characters, {passages} passages, {sentences} sentences: {seconds:.1f} s, "
        f"{characters / seconds / 1000:.1f} thousand characters a second, peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
