"""Conflicts in the chat window, in a real browser: grouped, filtered, reviewed and saved."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from tests.browser import chromium, watched_page
from tests.fakes import HashingEmbedder, SayingJudge

# as in test_window: Gradio's own bookkeeping uses what pandas 3.1 deprecates
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
HOSTILE = """# <img src=x onerror="window.hacked=1"></option></select><script>window.hacked=2</script>

The ferry at Dunmere carried 310 passengers <svg onload="window.hacked=3"> on its last day.

The ferry at Dunmere carried 420 passengers \u202e on its last day.
"""
ARTICLES = {
    "gazette.txt": "A new bridge\n\nPublished 3 May 2024\n\nThe new bridge over the Tarn cost 4.2 million pounds.\n",
    "courier.txt": "A crossing\n\nPublished 9 May 2024\n\nThe new bridge over the Tarn cost 4.2 million pounds in all.",
    "herald.txt": "The opening\n\nPublished 14 May 2024\n\nThe new bridge over the Tarn cost 6.8 million pounds.\n",
    "ferry.md": HOSTILE,
}


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    judge = SayingJudge(("4.2", "6.8"), ("310", "420"))
    with Assistant.open(tmp_path / "library", embedding=HashingEmbedder(), judge=judge) as opened:
        opened.library.add([tmp_path / name for name in ARTICLES])
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Any, assistant: Assistant) -> Iterator[Any]:
    from assistant.window import launch_window

    window = launch_window(assistant, port=0, prevent_thread_lock=True)
    with watched_page(browser, window.local_url) as opened:
        opened.click("#mode label:has-text('Contradictions')")
        opened.wait_for_selector("#question button:has-text('Compare')")
        opened.press("#question textarea", "Enter")
        opened.wait_for_selector("#view .turn:not([aria-busy]) .conflict")
        yield opened
    window.close()


def saved(page: Any, button: str) -> tuple[str, str]:
    """Click a button that saves a file; return its name and its text."""
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def test_conflicts_are_reviewed_where_they_stand_and_remembered(page: Any, assistant: Assistant) -> None:
    fact = page.locator(".conflict:has(.standing)")
    assert fact.locator(".standing").all_text_contents() == [
        "“4.2 million”2 documents3 May 2024 to 9 May 2024",
        "“6.8 million”1 document14 May 2024",
    ]
    line = fact.locator("[data-conflict]").first
    key = line.get_attribute("data-conflict")
    line.locator("summary").click()
    line.locator("[name=reason]").fill("A <b>forecast</b>.")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-conflict='{key}'] .said:has-text('A <b>forecast</b>.')")
    assert (assistant.reviews()[key].status, assistant.reviews()[key].reason) == ("dismissed", "A <b>forecast</b>.")
    assert page.evaluate("document.activeElement.textContent") == "Undo", "focus stays with the conflict"

    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-conflict='{key}'] .said", state="detached")
    assert assistant.reviews() == {}

    page.click(f"[data-conflict='{key}'] [data-review=accepted]")
    page.wait_for_selector(f"[data-conflict='{key}'] .said:has-text('Accepted')")
    assert assistant.reviews()[key].status == "accepted"


def test_dismissed_conflicts_are_shown_on_request_only(page: Any, assistant: Assistant) -> None:
    conflict = next(c for c in assistant.conflicts() if c.scope == "within")
    assistant.review(conflict, "dismissed")
    page.press("#question textarea", "Enter")
    turn = page.locator("#view .turn:nth-child(2):not([aria-busy])")
    turn.wait_for()
    within = turn.locator(f"[data-conflict='{conflict.key}']")
    assert within.count() == 0
    assert "2 contradictions, likeliest first. 1 dismissed." in turn.locator(".headline").text_content()
    turn.locator("[name=dismissed]").check()
    within.wait_for()
    assert "Dismissed on" in within.text_content()


def test_filters_narrow_what_is_shown_and_saved(page: Any, assistant: Assistant) -> None:
    page.select_option("[name=scope]", "within")
    page.wait_for_selector(".headline:has-text('Showing 1.')")
    herald = next(d for d in assistant.library.documents() if d.title == "The opening")
    page.select_option("[name=scope]", "")
    page.select_option("[name=document]", herald.id)  # at once: no choice is lost while another is on its way
    page.wait_for_selector(".headline:has-text('Showing 2.')")
    assert page.locator(".conflict .scope").all_text_contents() == ["2 conflicts about one fact"]

    across = [c.key for c in assistant.conflicts() if c.scope == "across"]
    name, text = saved(page, "[data-save=json]")
    assert (name, [c["key"] for c in json.loads(text)]) == ("crosscheck-conflicts.json", across)
    assert [row["key"] for row in csv.DictReader(io.StringIO(saved(page, "[data-save=csv]")[1]))] == across
    results = json.loads(saved(page, "[data-save=sarif]")[1])["runs"][0]["results"]
    assert [result["partialFingerprints"]["conflict/v1"] for result in results] == across
    assert saved(page, "[data-save=md]")[1].startswith("# Conflicts between the sources: 2\n")
    assert "<h1>Conflicts between the sources: 2</h1>" in saved(page, "[data-save=html]")[1]

    page.select_option("[name=scope]", "within")
    page.wait_for_selector(".abstention:has-text('Nothing to show with these filters.')")


def test_hostile_titles_and_words_are_shown_harmless(page: Any) -> None:
    page.select_option("[name=scope]", "within")
    page.wait_for_selector(".headline:has-text('Showing 1.')")
    assert "<svg onload=" in page.locator(".conflict blockquote").first.text_content()
    assert page.locator("#view").locator("img, script, svg, a").count() == 0
    options = page.locator("[name=document] option").all_text_contents()
    assert any(option.startswith("<img src=x onerror=") for option in options)
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_answers_and_the_conversation_are_saved(page: Any, assistant: Assistant) -> None:
    page.click("#mode label:has-text('Answer')")
    page.wait_for_selector("#question button:has-text('Ask')")
    asked = "What did the new bridge over the Tarn cost?"
    page.fill("#question textarea", asked)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#view .turn:nth-child(2):not([aria-busy])")
    answer = assistant.ask(asked)
    turn = ".turn:nth-child(2)"
    assert saved(page, f"{turn} [data-save=json]") == ("crosscheck-answer.json", answer.model_dump_json(indent=2))
    name, text = saved(page, f"{turn} [data-save=md]")
    assert name == "crosscheck-answer.md"
    assert "4\\.2 million pounds" in text
    name, whole = saved(page, "#save")
    assert name == "crosscheck-conversation.md"
    assert whole.startswith("# Conflicts between the sources: 3")
    assert whole.endswith(text)


def test_nothing_is_wider_than_a_narrow_screen(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-conflict] summary").first.click()
    assert page.locator("[name=reason]").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
