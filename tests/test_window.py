"""The chat window in a real browser, over a real library, served over real HTTP."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant
from assistant.places import sample_articles
from assistant.window.background import BEAT_SECONDS
from tests.browser import chromium, watched_page

# Gradio's own bookkeeping uses what pandas 3.1 deprecates, and doesn't free an event's place if that raises
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
EXAMPLE = "Does Russia support the American withdrawal from Afghanistan?"
HOSTILE_WORDS = "The vault of Quorn holds nine hundred barrels"
HOSTILE = f"""# <img src=x onerror="window.hacked=1"><script>window.hacked=2</script> "'`${{window.hacked=3}}` {{{{x}}}}

{HOSTILE_WORDS} <svg onload="window.hacked=4"> of salt, \u202eyas yeht\u202c <script>window.hacked=5</script> they say.

<a href="javascript:window.hacked=6">[Open](javascript:window.hacked=7)</a>
</div></mark> &lt;b&gt; is how the guide ends.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Any) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("window") / "library", embedding=embedder) as opened:
        opened.library.add(sample_articles())
        yield opened


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    from assistant.window import launch_window

    window = launch_window(assistant, port=0, is_sample=True, prevent_thread_lock=True)
    yield window.local_url
    window.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    with watched_page(browser, address) as opened:
        opened.wait_for_selector("#documents li")
        yield opened


def ask(page: Any, question: str) -> Any:
    """Type a question, press Enter, and return its turn once it is done."""
    before = page.locator("#view .turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    return finished(page, before)


def finished(page: Any, before: int = 0) -> Any:
    page.wait_for_selector(f"#view .turn:nth-child({before + 1}):not([aria-busy])")
    turn = page.locator("#view .turn").nth(before)
    assert turn.locator(".failure").all_text_contents() == []
    return turn


def opened_words(page: Any, library: Any, link: Any) -> tuple[str, str]:
    """Click a link to a quotation; return the words it stands for and the words that are highlighted."""
    document, start, end = (link.get_attribute(f"data-{name}") for name in ("open", "start", "end"))
    link.click()
    page.wait_for_selector(f".source[data-document='{document}'][data-start='{start}'][data-end='{end}']")
    return library.text(document)[int(start) : int(end)], page.locator("mark.cited").text_content()


def test_citation_opens_the_article_at_the_exact_words(page: Any, assistant: Assistant) -> None:
    page.click(f"text={EXAMPLE}")
    turn = finished(page)
    numbers = turn.locator("button.number")
    for n in range(numbers.count()):
        quoted, highlighted = opened_words(page, assistant.library, numbers.nth(n))
        assert highlighted == quoted
        assert page.locator("mark.cited").is_visible()
    assert turn.locator(".verdict.quoted").count() == turn.locator(".statement").count() > 0
    assert "Searched 17 documents" in turn.locator(".how summary").text_content()
    assert turn.locator(".question").is_visible(), "the chat must not be lost"
    for side in turn.locator(".disagree figure").all()[:2]:
        assert side.locator("blockquote").is_visible()
        assert side.locator("figcaption").text_content()


def test_follow_up_shows_the_question_that_was_searched(page: Any) -> None:
    ask(page, EXAMPLE)
    turn = ask(page, "And NATO?")
    searched = turn.locator(".searched").text_content()
    assert "NATO" in searched
    assert "withdrawal" in searched


def test_abstention_shows_the_nearest_passages_as_such(page: Any) -> None:
    turn = ask(page, "What is the boiling point of mercury at sea level?")
    assert turn.locator(".abstention").is_visible()
    assert turn.locator("button.number").count() == 0
    assert "don’t answer" in turn.locator(".nearest h4").text_content()


def test_ticked_sources_restrict_the_search(page: Any) -> None:
    page.fill("[data-filter]", "rye cake")
    assert page.locator("#documents li:visible").count() == 1
    page.check("#documents li:visible input")
    assert page.locator("[data-scope]").text_content() == "Searching 1 of 17"
    turn = ask(page, "Why are there no eggs in the harbour rye cake?")
    assert "Searched 1 document," in turn.locator(".how summary").text_content()


def test_keyboard_alone_opens_a_citation_and_comes_back(page: Any) -> None:
    turn = ask(page, EXAMPLE)
    number = turn.locator("button.number").first
    number.focus()
    assert turn.locator(".tip").first.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.cited")
    page.wait_for_function("document.activeElement.matches('#evidence-view h2')")
    page.keyboard.press("Escape")
    assert number.evaluate("button => button === document.activeElement")


def test_contradictions_stand_side_by_side(page: Any, assistant: Assistant) -> None:
    page.click("#mode label:has-text('Contradictions')")
    page.wait_for_selector("#question button:has-text('Compare')")
    turn = ask(page, "the Kestrel running aground")
    assert re.search(r"Compared \d+ claims of 17 documents", turn.locator(".coverage").text_content())
    cards = turn.locator(".conflict")
    if cards.count():
        sides = cards.first.locator(".side")
        left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
        assert left["y"] == right["y"]
        assert left["x"] < right["x"]
        quoted, highlighted = opened_words(page, assistant.library, sides.nth(1).locator("button").first)
        assert highlighted == quoted
    else:
        assert "No contradiction found" in turn.text_content()


def test_an_answer_grows_can_be_stopped_and_keeps_no_one_waiting(
    page: Any, browser: Any, address: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, slow, go_on = assistant.stream, "What takes long?", threading.Event()

    def stream(question: str, *rest: Any) -> Iterator[Answer]:
        if question == slow:
            for words in ("It", "It grows", "It grows <b>word</b> by word"):
                time.sleep(BEAT_SECONDS)
                yield Answer(text=words, abstained=False, question=question, model="scripted:model")
            go_on.wait()
        yield from answer(question, *rest)

    monkeypatch.setattr(assistant, "stream", stream)
    try:
        ask(page, EXAMPLE)
        page.fill("#question textarea", slow)
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".growing:has-text('It grows <b>word</b> by word')")
        page.fill("#question textarea", "And NATO?")
        with watched_page(browser, address) as other:
            turn = ask(other, "And NATO?")
            assert turn.locator(".searched").count() == 0, "that conversation is another's"
        assert page.locator(".growing").is_visible()
        page.click("#question button:has-text('Stop')")
        page.wait_for_selector(".growing", state="detached")
        page.wait_for_selector("#question button:has-text('Ask')")
        page.wait_for_timeout(4_000 * BEAT_SECONDS)
    finally:
        go_on.set()
    assert page.input_value("#question textarea") == "And NATO?", "what was being written is still there"
    page.press("#question textarea", "Enter")
    assert finished(page, 1).locator(".searched").is_visible()


def test_upload_is_kept_reported_answered_from_and_removed(page: Any, assistant: Assistant, tmp_path: Path) -> None:
    article = tmp_path / "lighthouse.txt"
    article.write_text("The lighthouse of Umber Point was painted violet in 1931.\n")
    empty = tmp_path / "hollow.txt"
    empty.write_text("")
    page.set_input_files("#files input[type=file]", [article, empty])
    page.wait_for_selector("#report .done:has-text('Added')")
    assert page.locator("#report .failure").text_content() == "hollow.txt is empty"
    page.wait_for_selector("#documents li:has-text('lighthouse')")
    copies = assistant.library.folder / "uploads"
    assert [copy.name for copy in copies.iterdir()] == ["lighthouse.txt"]
    turn = ask(page, "What colour was the lighthouse of Umber Point painted?")
    assert "violet" in turn.locator(".statement").first.text_content()

    page.check("#documents li:has-text('lighthouse') input")
    page.click("#remove")
    page.click("#really-remove")
    page.wait_for_selector("#report .done:has-text('Removed')")
    page.wait_for_selector("#documents li:has-text('lighthouse')", state="detached")
    assert list(copies.iterdir()) == []
    turn.locator("button.number").first.click()
    page.wait_for_selector("#evidence-view [role=alert]:has-text('no longer in the library')")


def test_hostile_document_is_shown_harmless(page: Any, assistant: Assistant, tmp_path: Path) -> None:
    article = tmp_path / "x' onmouseover=window.hacked=8 <b>.md"
    article.write_text(HOSTILE, encoding="utf-8")
    report = assistant.library.add([article])
    try:
        page.reload()
        page.wait_for_selector("#documents li:has-text('<script>')")
        turn = ask(page, "What does the vault of Quorn hold?")
        assert HOSTILE_WORDS in turn.text_content()
        _, highlighted = opened_words(page, assistant.library, turn.locator("button.number").first)
        assert HOSTILE_WORDS in highlighted
        shown = page.locator(".article").text_content()
        assert shown == re.sub("[\u202a-\u202e]", "", assistant.library.text(report.added[0].id))
        assert page.locator(".article .invisible").first.get_attribute("data-code") == "U+202E"
        assert page.locator(".article").locator("a, img, script, svg").count() == 0
        for handled in page.locator("[data-open], #documents li").all()[:60]:
            handled.dispatch_event("mouseover")
        assert page.evaluate("typeof window.hacked") == "undefined"
    finally:
        assistant.library.remove([document.id for document in report.added])


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, width: int) -> None:
    with watched_page(browser, address, width=width, height=844, color_scheme="dark") as page:
        page.wait_for_selector("#documents li", state="attached")
        ask(page, EXAMPLE)
        page.locator("button.number").first.click()
        page.wait_for_selector("mark.cited")
        assert page.locator("mark.cited").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_programs_get_typed_json(address: str, assistant: Assistant) -> None:
    from gradio_client import Client

    from assistant.window.endpoints import on_the_wire

    client = Client(address, verbose=False)
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert sorted(endpoints) == ["/ask", "/conflicts", "/documents"]

    answer = client.predict(question=EXAMPLE, api_name="/ask")
    assert answer == on_the_wire(assistant.ask(EXAMPLE))
    quote = answer["citations"][0]["quote"]
    assert assistant.library.text(quote["document_id"])[quote["start"] : quote["end"]] == quote["text"]
    followed = client.predict("And NATO?", [[EXAMPLE, answer["text"]]], [quote["document_id"]], api_name="/ask")
    assert "NATO" in followed["question"]
    assert followed["coverage"]["documents_searched"] == 1

    documents = client.predict(api_name="/documents")
    assert [document["id"] for document in documents] == [d.id for d in assistant.library.documents()]
    conflicts = client.predict("the Kestrel running aground", 0.6, api_name="/conflicts")
    assert all(conflict["score"] >= 0.6 for conflict in conflicts)
    assert all({"left", "right", "kind", "reason", "scope"} <= set(conflict) for conflict in conflicts)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"question": "Who?", "documents": ["no-such-document"]}, "No document"),
        ({"question": "Who?", "history": ["not a pair"]}, "history is a list"),
    ],
)
def test_programs_are_told_what_was_wrong(address: str, arguments: dict, said: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=said):
        Client(address, verbose=False).predict(**arguments, api_name="/ask")
