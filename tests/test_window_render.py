"""From models to HTML: everything escaped, every mark where it belongs."""

import datetime
import html
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

from assistant import (
    Answer,
    Citation,
    Conflict,
    Coverage,
    Document,
    Failure,
    Findings,
    IngestReport,
    Quote,
    Review,
    Statement,
)
from assistant.window import render
from assistant.window.comparing import Comparison, Filters
from assistant.window.render import article, markup
from assistant.window.render.comparison import MOST_SHOWN

HOSTILE = (
    "<script>x</script><img src=x onerror=alert(1)> \"'` ${x} {{x}} <!-- --> </mark></div> &lt;"
    "\u202egnp\u2066\x00\u200b"
)
DAY = datetime.date(2025, 3, 8)


def quote(text: str = "Nine were hurt.", **changes: Any) -> Quote:
    facts = {"document_id": "d1", "title": "The ferry", "date": DAY, "path": "/a/ferry.txt", "sha256": "0" * 64}
    return Quote(**{**facts, "start": 5, "end": 5 + len(text), "text": text, **changes})


def document(text: str, **changes: Any) -> Document:
    facts = {"id": "d1", "title": "The ferry", "date": DAY, "path": "/a/ferry.txt", "sha256": "0" * 64, "format": "txt"}
    return Document(**{**facts, "characters": len(text), **changes})


def stretch(start: int, end: int, kind: str) -> Any:
    return SimpleNamespace(start=start, end=end, kind=kind)


class Page(HTMLParser):
    """The tags and the text of HTML, as a browser would take them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "input":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE_QUOTE = quote(HOSTILE, title=HOSTILE, path=HOSTILE, document_id=HOSTILE, page=2)
HOSTILE_DOCUMENT = document(HOSTILE, title=HOSTILE, path=HOSTILE, id=HOSTILE, format=HOSTILE)
HOSTILE_CITATION = Citation(number=1, quote=HOSTILE_QUOTE)
HOSTILE_CONFLICT = Conflict(
    left=HOSTILE_QUOTE, right=HOSTILE_QUOTE, kind="number", score=0.9, reason=HOSTILE, scope="within",
    left_marks=((0, 8), (4, 12)), right_marks=((3, 9_999),),
    review=Review(status="accepted", reason=HOSTILE, note=HOSTILE, at=datetime.datetime(2025, 3, 8)),
)  # fmt: skip
HOSTILE_ANSWER = Answer(
    text=HOSTILE, abstained=False, question=HOSTILE, notes=(HOSTILE,), model=HOSTILE, seen=(HOSTILE_QUOTE,),
    statements=(Statement(text=HOSTILE, verdict="partly", citations=(HOSTILE_CITATION,), reason=HOSTILE),),
    citations=(HOSTILE_CITATION,), conflicts=(HOSTILE_CONFLICT,) * 5,
    coverage=Coverage(documents_searched=1, passages_searched=2, documents_used=1),
)  # fmt: skip
ABSTENTION = Answer(text=HOSTILE, abstained=True, question=HOSTILE, nearest=(HOSTILE_QUOTE,))
DISMISSED = HOSTILE_CONFLICT.model_copy(
    update={"review": Review(status="dismissed", reason=HOSTILE, at=datetime.datetime(2025, 3, 8))}
)
HOSTILE_COMPARISON = Comparison(
    HOSTILE, 1,
    Findings(
        [HOSTILE_CONFLICT, DISMISSED] * 15, pairs=3, pairs_failed=2, failures=[HOSTILE], left_out=Counter({HOSTILE: 2})
    ),
    Filters(dismissed=True),
)  # fmt: skip
PAGES = {
    "answer": render.answer_html(HOSTILE_ANSWER, "asked", "k"),
    "growing": render.answer_html(HOSTILE_ANSWER.model_copy(update={"statements": ()}), "asked", "k"),
    "abstention": render.answer_html(ABSTENTION, "asked", "k"),
    "comparison": render.comparison_html(HOSTILE_COMPARISON, "k"),
    "nothing found": render.comparison_html(Comparison(HOSTILE, 0, Findings()), "k"),
    "nothing passes": render.comparison_html(replace(HOSTILE_COMPARISON, filters=Filters(kind=HOSTILE)), "k"),
    "saving": render.save_html("conflicts", ("html", "md")),
    "article": render.article_html(HOSTILE_DOCUMENT, HOSTILE, (3, 20), [stretch(0, 9, "heading")]),
    "documents": render.documents_html([HOSTILE_DOCUMENT]),
    "turn": render.conversation_html([render.turn_html(HOSTILE, render.failure_html(HOSTILE))]),
    "pending": render.pending_html(HOSTILE),
    "ingest": render.ingest_html(
        IngestReport(added=(HOSTILE_DOCUMENT,), failed=(Failure(path=HOSTILE, reason=HOSTILE),))
    ),
    "ingesting": render.ingesting_html(1, 3, HOSTILE),
    "removed": render.removed_html([HOSTILE]),
    "question": render.question_html(HOSTILE),
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_adds_no_markup(name: str) -> None:
    page = Page(PAGES[name])
    assert page.open == [], "a tag was left open"
    assert not {"script", "img", "svg", "a", "style", "iframe"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not [a for a in attributes if a.startswith("on") or a in ("href", "src", "style", "srcdoc")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", PAGES[name])


def test_invisible_characters_are_named_and_taken_out() -> None:
    shown = markup.shown("pay \u202e001\u202c\U000e0041 now")
    assert Page(shown).text == "pay 001 now"
    assert [a["data-code"] for _, a in Page(shown).tags] == ["U+202E", "U+202C", "U+E0041"]


@pytest.mark.parametrize(
    "text", ["नमस्‍ते می‌خواهم", "co\u00adoperate", "👩‍🔬 e\u0301", "line\n\tbreak", "עברית and العربية"]
)
def test_what_scripts_need_is_kept(text: str) -> None:
    assert markup.shown(text) == html.escape(text)


@pytest.mark.parametrize(
    ("marks", "marked"),
    [
        ([], []),
        ([(0, 4)], ["Nine"]),
        ([(5, 9), (0, 4)], ["Nine", "were"]),
        ([(0, 6), (4, 9)], ["Nine w", "ere"]),
        ([(10, 99), (-3, 2), (7, 7)], ["Ni", "hurt."]),
    ],
)
def test_marks_may_overlap_and_overhang(marks: list, marked: list[str]) -> None:
    shown = markup.marked("Nine were hurt.", marks)
    assert re.findall("<mark>(.*?)</mark>", shown) == marked
    assert Page(shown).text == "Nine were hurt."


def test_each_verdict_has_a_sign_and_words() -> None:
    for verdict in ("quoted", "supported", "partly", "unsupported", "contradicted"):
        statement = Statement(text="Nine were hurt.", verdict=verdict, citations=(), reason="Because of this.")
        answer = Answer(text="", abstained=False, question="q", statements=(statement,))
        page = render.answer_html(answer, "q", "k")
        words = re.search(r'<span class="visually-hidden">(.+?)</span>', page)
        assert words
        assert words.group(1)
        assert ("Because of this." in Page(page).text) == (verdict not in ("quoted", "supported"))


def test_the_searched_question_is_shown_where_it_differs_and_folded_where_not() -> None:
    answer = Answer(text="", abstained=True, question="Who paid?", coverage=Coverage(documents_searched=2))
    assert "Searched for: " not in render.answer_html(answer, "  Who   paid? ", "k")
    assert "<dt>Searched for</dt><dd><bdi>Who paid?</bdi></dd>" in render.answer_html(answer, "Who paid?", "k")
    assert "Searched for: <q><bdi>Who paid?</bdi></q>" in render.answer_html(answer, "And who?", "k")


def test_the_quotation_stands_in_one_mark_whatever_crosses_it() -> None:
    text = "Head\n\nOne. Two.\fThree. Share this"
    source = document(text, page_starts=(0, text.index("\f")))
    stretches = [
        stretch(0, 4, "heading"),
        stretch(6, 10, "paragraph"),
        stretch(text.index("Share"), len(text), "debris"),
    ]
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            page = render.article_html(source, text, (start, end), stretches)
            before, rest = page.split('<mark class="cited">')
            words, after = rest.split("</mark>")
            body = before.split('<div class="article"')[1].split(">", 1)[1]
            assert Page(words).text == text[start:end]
            assert Page(body + words + after.removesuffix("</div>")).text == text
    assert 'data-page="Page 2"' in page
    assert '<span class="heading">Head</span>' in render.article_html(source, text, None, stretches)


def test_the_page_of_a_quotation_is_told() -> None:
    source = document("one two", page_starts=(0, 4))
    assert "page 2" in render.article_html(source, "one two", (4, 7))
    assert "page" not in Page(render.article_html(source, "one two")).text


@pytest.mark.parametrize("offsets", [(5, 3), (-1, 3), (0, 99), (2, 2)])
def test_offsets_that_can_not_be_true_highlight_nothing(offsets: tuple[int, int]) -> None:
    assert "<mark" not in render.article_html(document("one two"), "one two", offsets)


def test_of_a_very_long_article_the_part_around_the_quotation_is_shown() -> None:
    text = "x" * 300_000 + "HERE" + "y" * 300_000
    page = render.article_html(document(text), text, (300_000, 300_004))
    assert '<mark class="cited">HERE</mark>' in page
    assert len(page) < 2 * article.AROUND_A_QUOTE + 2_000
    assert "This article has 600,004 characters. Shown are those from 240,001 to 360,004" in page


def conflict_of(left: str = "a", right: str = "b", score: float = 0.8, **changes: Any) -> Conflict:
    facts = {"kind": "number", "score": score, "reason": "“nine” against “ten”", "scope": "across"}
    sides = {"left": quote("It says nine.", document_id=left), "right": quote("It says ten.", document_id=right)}
    return Conflict(**{**facts, **sides, **changes})


def comparison(*conflicts: Conflict, **changes: Any) -> Comparison:
    return Comparison("", 3, Findings(list(conflicts)), **changes)


def test_many_facts_are_folded_and_what_is_left_out_is_told() -> None:
    facts = [conflict_of(f"a{n}", f"b{n}") for n in range(MOST_SHOWN + 3)]
    page = render.comparison_html(comparison(*facts), "k")
    assert page.count('<article class="conflict"') == MOST_SHOWN
    assert page.index("-rest") < page.index("less likely one")
    assert "3 more, less likely, are not shown" in page
    ids = re.findall(r' id="(.+?)"', page)
    assert len(set(ids)) == len(ids) >= MOST_SHOWN


def test_a_fact_shows_who_stands_on_each_side_and_since_when() -> None:
    nine = [quote(f"{n}: nine.", document_id=n, date=datetime.date(2025, 3, day)) for n, day in (("a", 8), ("b", 9))]
    ten = quote("c: ten.", document_id="c", date=None)
    clash = {"kind": "number", "score": 0.8, "reason": "r", "scope": "across", "left_marks": ((3, 7),)}
    facts = [Conflict(left=side, right=ten, right_marks=((3, 6),), **clash) for side in nine]
    text = Page(render.comparison_html(comparison(*facts), "k")).text
    assert "2 conflicts about one fact" in text
    assert "“nine”2 documents8 March 2025 to 9 March 2025" in text
    assert "“ten”1 documentno date stated" in text


def test_what_a_person_said_of_a_conflict_stands_with_it_and_can_be_undone() -> None:
    review = Review(status="accepted", reason="Both were printed.", at=datetime.datetime(2025, 3, 8))
    open_page, accepted_page = (
        Page(render.comparison_html(comparison(conflict_of(review=r)), "k")) for r in (None, review)
    )
    assert "Accepted on 2025-03-08: Both were printed.Undo" in accepted_page.text
    assert "Accept" in open_page.text
    assert "Undo" not in open_page.text


def test_a_dismissed_conflict_is_hidden_until_it_is_asked_for_but_for_the_one_just_dismissed() -> None:
    review = Review(status="dismissed", at=datetime.datetime(2025, 3, 8))
    one = conflict_of(review=review)
    other = conflict_of("c", "d").model_copy(update={"left": quote("It says eight.", document_id="c")})
    both = comparison(one, other)
    assert both.shown.conflicts == [other]
    assert both.shown.dismissed == 1
    assert replace(both, touched=one.key).shown.conflicts == [one, other]
    assert replace(both, filters=Filters(dismissed=True)).shown.conflicts == [one, other]
    assert "1 contradiction, likeliest first. 1 dismissed." in render.comparison_html(both, "k")


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({}, "abc"),
        ({"document": "a"}, "a"),
        ({"kind": "date"}, "b"),
        ({"scope": "within"}, "c"),
        ({"least": "0.9"}, "b"),
        ({"least": "much", "kind": None}, "abc"),
        ({"kind": "<script>"}, ""),
    ],
)
def test_filters_leave_what_matches(chosen: dict, shown: str) -> None:
    facts = [
        conflict_of("a", "x"),
        conflict_of("b", "y", score=0.95, kind="date"),
        conflict_of("c", "c", scope="within"),
    ]
    filtered = comparison(*facts, filters=Filters.of(chosen))
    assert "".join(c.left.document_id for c in filtered.shown.conflicts) == shown


def test_what_was_compared_is_told_and_failures_are_not_folded_away() -> None:
    findings = Findings(
        claims=9, left_out=Counter(question=2), pairs=4, pairs_judged_now=1, pairs_failed=2, failures=["No."]
    )
    page = render.comparison_html(Comparison("", 3, findings), "k")
    text = Page(page).text
    assert "Compared 9 claims of 3 documents in 4 pairs" in text
    assert all(words in text for words in ("Not compared2 sentences (question 2)", "Known from before1 pair"))
    assert "2 pairs could not be judged. No." in Page(page.split("</details>")[1]).text


def test_files_that_failed_have_a_line_each() -> None:
    failed = tuple(Failure(path=f"/t/{name}.txt", reason="is empty") for name in "ab")
    lines = re.findall(r'<p class="failure">(.*?)</p>', render.ingest_html(IngestReport(failed=failed)))
    assert [Page(line).text for line in lines] == ["a.txt is empty", "b.txt is empty"]
