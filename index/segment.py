"""Text to sentences and passages.

A sentence is the unit of citation. A passage is a run of consecutive sentences that the embedding model reads
whole: whole sentences, counted in the model's own word pieces.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sentencex import segment  # pyright: ignore[reportAttributeAccessIssue]  compiled, without stubs

from index.source import Block, Kind, Source

CountPieces = Callable[[Sequence[str]], Sequence[int]]

LONGEST_SENTENCE = 1_000
SENTENCEX_WINDOW = 50_000
ENOUGH_PIECES = 120
# sentencex counts bytes where it looks back over a space, and panics at one that isn't ASCII
_ASCII_SPACES = {code: " " for code in range(0x80, 0x3001) if chr(code).isspace()}
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z])[.)]\s*")
_CUT = (re.compile(r"[;:]\s|\n"), re.compile(r",\s|\s[—–-]\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of a source, with what kind of text it stands in."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one source. `text[start:end]` runs from the first one's start to the last one's end."""

    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where the first sentence starts."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence ends."""
        return self.sentences[-1].end


def sentences_of(source: Source) -> Iterator[Sentence]:
    """Every block's sentences in order; headings, rows, code and debris are one each."""
    for block in source.blocks:
        for start, end in _spans(source.text, block):
            yield from (Sentence(*span, block.kind) for span in _cut(source.text, start, end, LONGEST_SENTENCE))


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in (Kind.PARAGRAPH, Kind.ITEM):
        yield from _prose(text, block.start, block.end)
    elif span := _trim(text, block.start, block.end):
        yield span


def _prose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """sentencex over windows of bounded length, so that a text without a full stop stays linear in time."""
    while start < end:
        window_end = min(end, start + SENTENCEX_WINDOW)
        if window_end < end:
            space = text.rfind(" ", start, window_end)
            window_end = space if space > start else window_end
        at = sentence_start = start
        for piece in segment("en", text[start:window_end].translate(_ASCII_SPACES)):
            at += len(piece)
            if _LIST_NUMBER.fullmatch(piece) and at < window_end:
                continue
            if span := _trim(text, sentence_start, at):
                yield span
            sentence_start = at
        start = window_end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    content = text[start:end]
    stripped = content.strip()
    if not stripped:
        return None
    start += len(content) - len(content.lstrip())
    return start, start + len(stripped)


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than `longest` characters, at the best break there is in its second half."""
    while end - start > longest:
        middle = start + longest // 2
        at = next(
            (last.end() for pattern in _CUT if (last := _last(pattern, text, middle, start + longest))),
            start + longest,
        )
        if span := _trim(text, start, at):
            yield span
        start = at
    if span := _trim(text, start, end):
        yield span


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):  # noqa: B007  the last one is wanted
        pass
    return found


def passages_of(
    text: str, sentences: Sequence[Sentence], readable: Callable[[str], str], count: CountPieces, limit: int
) -> Iterator[Passage]:
    """Pack sentences into passages of at most `limit` word pieces.

    A passage ends before a heading, and at the end of a paragraph once it holds enough. A single sentence that
    is longer than the limit is cut, so that no word goes unembedded.
    """
    packed = list(_pack(text, _fit(text, sentences, readable, count, limit), limit))
    yield from _halve_too_long(text, packed, readable, count, limit)


def _pack(text: str, fitting: Iterable[tuple[Sentence, int]], limit: int) -> Iterator[Passage]:
    run: list[Sentence] = []
    pieces = 0
    for sentence, size in fitting:
        starts_section = sentence.kind is Kind.HEADING and any(s.kind is not Kind.HEADING for s in run)
        paragraph_ends = bool(run) and "\n" in text[run[-1].end : sentence.start]
        if run and (pieces + size > limit or starts_section or (paragraph_ends and pieces >= ENOUGH_PIECES)):
            yield Passage(tuple(run))
            run, pieces = [], 0
        run.append(sentence)
        pieces += size
    if run:
        yield Passage(tuple(run))


def _halve_too_long(
    text: str, passages: Sequence[Passage], readable: Callable[[str], str], count: CountPieces, limit: int
) -> Iterator[Passage]:
    """List marks and other text between the sentences count too, and can make a passage longer than their sum."""
    sizes = count([readable(text[p.start : p.end]) for p in passages])
    for passage, size in zip(passages, sizes, strict=True):
        middle = len(passage.sentences) // 2
        if size <= limit or middle == 0:
            yield passage
            continue
        halves = [Passage(passage.sentences[:middle]), Passage(passage.sentences[middle:])]
        yield from _halve_too_long(text, halves, readable, count, limit)


def _fit(
    text: str, sentences: Sequence[Sentence], readable: Callable[[str], str], count: CountPieces, limit: int
) -> Iterator[tuple[Sentence, int]]:
    sizes = count([readable(text[s.start : s.end]) for s in sentences])
    for sentence, size in zip(sentences, sizes, strict=True):
        length = sentence.end - sentence.start
        if size <= limit or length < 2:
            yield sentence, min(size, limit)
            continue
        halves = _cut(text, sentence.start, sentence.end, max(1, length // 2))
        yield from _fit(text, [Sentence(*h, sentence.kind) for h in halves], readable, count, limit)
