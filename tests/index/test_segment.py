"""Sentences and passages: exact offsets, whole sentences, nothing lost, and fast on hostile text."""

import random
import time

import pytest

from index import Library, SentenceTransformerEmbedder
from index.ingest import sections
from index.models import Passage
from index.readable import readable
from index.readers.lines import blocks_of_lines
from index.segment import LONGEST_SENTENCE, sentences_of
from index.source import Block, Kind, Source
from tests.fakes import HashingEmbedder
from tests.index.make import sentences, source


@pytest.mark.parametrize(
    "whole",
    [
        ["Mr. Smith met Dr. Jones at 3.30 p.m. on Tuesday.", "They left."],
        ["The U.S. troops left.", "The E.U. did not."],
        ["Prices rose 3.5 percent to $1.25.", "Wages did not."],
        ["It is a lot, i.e. too much, e.g. here.", "See fig. 3."],
        ["J. K. Rowling wrote it.", "It sold."],
        ["Acme Inc. closed in St. Petersburg.", "It was small."],
        ["Gov. Newsom met Sen. Smith.", "Both agreed."],
        ['"I agree."', "He left the room."],
        ['"Why?" she asked.', "Nobody knew."],
        ["He said: “We will go.”", "Then he sat."],
        ["Wait... what?", "Yes!", "Really?!", "OK."],
        ["The answer (see above) is no.", "Next."],
        ["Version 3.2.1 is out.", "Upgrade."],
        ["The site example.org is down.", "So is mail."],
    ],
)
def test_sentences(whole: list[str]):
    assert sentences(" ".join(whole)) == whole


def test_text_without_a_full_stop_is_one_sentence():
    assert sentences("no full stop at all here") == ["no full stop at all here"]


def test_sentences_end_at_non_breaking_spaces_too():
    assert sentences("One\u00a0thing.\u00a0Two\u00a0things. Three.") == [
        "One\u00a0thing.",
        "Two\u00a0things.",
        "Three.",
    ]


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u202f", "\u3000", "\u2028", "\x85"])
def test_no_kind_of_space_breaks_the_segmenter(space: str):
    text = f"Written by J.{space}K.{space}R{space}.{space}Tolkien, X{space}. Then{space}more."
    assert "".join(sentences(text)).replace(space, "").replace(" ", "") == "".join(text.split())


def test_offsets_count_characters_not_bytes():
    assert sentences("Fire 🔥🔥 here. Next 𝔘 😀. Done 👩\u200d👩\u200d👧.") == [
        "Fire 🔥🔥 here.",
        "Next 𝔘 😀.",
        "Done 👩\u200d👩\u200d👧.",
    ]


def test_any_text_is_covered_in_order():
    pick = random.Random(7)
    pieces = [*"abcXYJ .!?,;:()\n\t\"'“”’…-19", "😀", "𝔘", "é", "中", "。", *"\u00a0\u2003\u2028\u200b\u3000\ufeff"]
    pieces += ["Mr. ", "e.g. ", "... ", "U.S. ", "J. ", "word ", "Word "]
    for _ in range(3000):
        text = "".join(pick.choice(pieces) for _ in range(pick.randint(1, 40)))
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_list_number_stays_with_its_sentence():
    assert sentences("1. Heat the oven. Wait.", Kind.ITEM) == ["1. Heat the oven.", "Wait."]
    assert sentences("a) Heat the oven. Wait.", Kind.ITEM) == ["a) Heat the oven.", "Wait."]


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.TABLE, Kind.CODE, Kind.DEBRIS])
def test_what_is_not_prose_is_not_divided(kind: Kind):
    assert sentences("Mill Street. What now? | 1.", kind) == ["Mill Street. What now? | 1."]


def test_sentences_keep_their_blocks_kind():
    page = source("a.md", "# Head. Line\n\nText one. Text two.\n\n- item\n")
    assert [(s.kind, page.text[s.start : s.end]) for s in sentences_of(page)] == [
        (Kind.HEADING, "Head. Line"),
        (Kind.PARAGRAPH, "Text one."),
        (Kind.PARAGRAPH, "Text two."),
        (Kind.ITEM, "item"),
    ]


def test_an_overlong_sentence_is_cut_at_its_best_breaks():
    clause = "and the next clause of the sentence says nothing much at all, "
    parts = sentences(clause * 40)
    assert all(len(part) <= LONGEST_SENTENCE for part in parts)
    assert all(part.endswith(",") for part in parts)
    assert " ".join(parts) == (clause * 40).strip()


def test_a_word_without_end_is_cut_and_nothing_is_lost():
    assert "".join(sentences("x" * 2500)) == "x" * 2500


@pytest.mark.parametrize("unit", ["word ", "x", "a,b;c ", "J. ", "(“", "\u00a0.", "word\n"])
def test_two_million_characters_without_a_full_stop_are_fast(unit: str):
    text = unit * (2_000_000 // len(unit))
    started = time.process_time()
    made = Source(text, tuple(blocks_of_lines(text)), "txt")
    count = sum(1 for _ in sentences_of(made))
    assert count >= 2_000_000 / LONGEST_SENTENCE
    assert time.process_time() - started < 10


def packed(page: Source, embedder) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in sections(page.text, page.format, list(sentences_of(page)), embedder)]


PROSE = "\n\n".join(
    f"Part {number}\n\n"
    + " ".join(
        f"In the year {1900 + number * 7 + line} the harbour at Mell took in {line * 13} ships, wrote Dr. Ahlqvist."
        for line in range(number % 9 + 1)
    )
    for number in range(40)
)
MARKED = {
    "prose.txt": PROSE,
    "list.md": "\n".join(f"- {chr(97 + number % 26)}" for number in range(700)),
    "numbers.md": "\n".join(f"{number}. x" for number in range(1, 500)),
    "table.md": "| a | b |\n|---|---|\n" + "\n".join(f"| {number} | y |" for number in range(300)),
    "quote.md": "\n".join(f"> Line {number} here.\n>" for number in range(200)),
    "long.txt": "supercalifragilistic" * 400,
    "emoji.txt": "🔥👩\u200d👩\u200d👧" * 500,
    "chinese.txt": "莫斯科反对美国从阿富汗撤军。" * 120,
    "numbers.txt": " ".join(str(number * 7919) for number in range(900)),
    "code.md": "```\n" + "\n".join(f"x{number} = f({number})[{number}];" for number in range(200)) + "\n```\n",
}


@pytest.mark.parametrize("name", MARKED)
def test_the_model_reads_every_passage_whole(name: str, embedder: SentenceTransformerEmbedder):
    page = source(name, MARKED[name])
    sizes = embedder.count_pieces([readable(page.text[a:b], page.format) for a, b in packed(page, embedder)])
    assert max(sizes) <= embedder.max_pieces == 254


@pytest.mark.parametrize("name", ["prose.txt", "long.txt", "emoji.txt", "chinese.txt", "numbers.txt"])
def test_passages_cover_every_character(name: str, embedder: SentenceTransformerEmbedder):
    page = source(name, MARKED[name])
    covered = "".join(page.text[start:end] for start, end in packed(page, embedder))
    assert "".join(covered.split()) == "".join(page.text.split())


def test_passages_and_debris_cover_every_character():
    page = source("a.txt", f"Share this article\n\n{PROSE}\n\nLeave a Reply\n\nYour name\n\nYour comment")
    spans = packed(page, HashingEmbedder()) + [(b.start, b.end) for b in page.blocks if b.kind is Kind.DEBRIS]
    covered = "".join(page.text[start:end] for start, end in sorted(spans))
    assert "".join(covered.split()) == "".join(page.text.split())


def test_passages_are_filled_rather_than_single_sentences(embedder: SentenceTransformerEmbedder):
    text = "The harbour took in ships that year. " * 200
    sizes = embedder.count_pieces([text[a:b] for a, b in packed(source("a.txt", text), embedder)])
    assert min(sizes[:-1]) > 200


def test_passages_are_whole_sentences(library: Library, write):
    (document,) = library.add(write("a.txt", PROSE)).added
    spans = {(s.start, s.end) for s in library.sentences(document.id)}
    passages: list[Passage] = library.catalog.passages_of(document.id)
    assert len(passages) > 5
    assert {p.start for p in passages} <= {start for start, _ in spans}
    assert {p.end for p in passages} <= {end for _, end in spans}


def test_a_passage_starts_at_a_heading():
    page = source("a.md", "# One\n\nText one.\n\n# Two\n\nText two.\n")
    assert [page.text[start:end] for start, end in packed(page, HashingEmbedder())] == [
        "One\n\nText one.",
        "Two\n\nText two.",
    ]


def test_no_passage_reaches_over_debris():
    text = "The bridge is open.\n\nShare this article\n\nCars pass again."
    page = source("a.txt", text)
    assert [text[start:end] for start, end in packed(page, HashingEmbedder())] == [
        "The bridge is open.",
        "Cars pass again.",
    ]


def test_a_sentence_beyond_the_models_limit_is_cut_to_fit():
    embedder = HashingEmbedder(max_pieces=10)
    text = " ".join(f"w{number}" for number in range(95))
    spans = packed(Source(text, (Block(0, len(text), Kind.PARAGRAPH),), "txt"), embedder)
    assert max(embedder.count_pieces([text[start:end] for start, end in spans])) <= 10
    assert " ".join(text[start:end] for start, end in spans) == text


def test_a_sentence_is_the_slice_it_says(library: Library, write):
    (document,) = library.add(write("a.txt", "😀 " + PROSE)).added
    text = library.text(document.id)
    for sentence in library.sentences(document.id):
        assert text[sentence.start : sentence.end] == sentence.text
