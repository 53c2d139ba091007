"""Which event calls which handler. Nothing here is an endpoint for programs; those are in `endpoints`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.window import render
from assistant.window.asking import CONTRADICTIONS, Conversation, View
from assistant.window.sources import Sources
from assistant.window.turn_events import connect_turns
from assistant.window.turns import Turn

if TYPE_CHECKING:
    from assistant.window.layout import Parts

QUESTIONS_AT_ONCE = 16

# the ticks live in the page; this hands them to the hidden component that every handler reads
_TICKED = "() => [[...document.querySelectorAll('#documents [data-tick]:checked')].map((box) => box.value)]"
_PLACEHOLDERS = {False: ("Ask your sources a question", "Ask"), True: ("A topic, or nothing for everything", "Compare")}


def connect(window: gr.Blocks, parts: "Parts", conversation: Conversation, sources: Sources, is_sample: bool) -> None:
    """Wire the window up."""
    _connect_conversation(parts, conversation, is_sample)
    connect_turns(parts, conversation)
    _connect_sources(window, parts, sources)
    _connect_evidence(parts, sources)


def _connect_conversation(parts: "Parts", conversation: Conversation, is_sample: bool) -> None:
    def take_turn(question: str, mode: str, ticked: list[str], turns: tuple[Turn, ...]) -> Iterator[list[Any]]:
        asked: dict[str, str] = {"value": ""}  # once: meanwhile the next question may be written
        for view in conversation.take_turn(question, mode, ticked or (), turns):
            box = _question_box(mode, busy=view.under_way is not None, **asked)
            yield [view.html(), view.turns, box, gr.update(visible=False)]
            asked = {}

    def stop(mode: str, turns: tuple[Turn, ...]) -> list[Any]:
        return [
            View(turns).html(is_sample),
            _question_box(mode, busy=False),
            gr.update(visible=is_sample and not turns),
        ]

    def clear(mode: str) -> list[Any]:
        return [View(()).html(is_sample), (), _question_box(mode, busy=False, value=""), gr.update(visible=is_sample)]

    outputs = [parts.view, parts.turns, parts.question, parts.examples]
    events = [
        trigger(
            take_turn,
            [asked, parts.mode, parts.ticked, parts.turns],
            outputs,
            concurrency_limit=QUESTIONS_AT_ONCE,
            concurrency_id="questions",
            show_progress="hidden",
            api_visibility="private",
        )
        for trigger, asked in [
            (parts.question.submit, parts.question),
            *((button.click, button) for button in parts.example_buttons),
        ]
    ]
    # an event that cancels others doesn't reliably show what it returns, so cancelling and showing are two
    parts.question.stop(None, cancels=events, api_visibility="private")
    parts.question.stop(
        stop, [parts.mode, parts.turns], [parts.view, parts.question, parts.examples],
        show_progress="hidden", api_visibility="private",
    )  # fmt: skip
    parts.new.click(None, cancels=events, api_visibility="private")
    parts.new.click(clear, parts.mode, outputs, show_progress="hidden", api_visibility="private")
    parts.mode.change(
        lambda mode: _question_box(mode, busy=False), parts.mode, parts.question,
        show_progress="hidden", api_visibility="private",
    )  # fmt: skip


def _question_box(mode: str, busy: bool, **changes: Any) -> Any:
    """The question box for a mode; while an answer is on its way its button stops it."""
    placeholder, action = _PLACEHOLDERS[mode == CONTRADICTIONS]
    buttons: dict[str, Any] = (
        {"submit_btn": False, "stop_btn": "Stop"} if busy else {"submit_btn": action, "stop_btn": False}
    )
    return gr.update(placeholder=placeholder, **buttons, **changes)


def _connect_sources(window: gr.Blocks, parts: "Parts", sources: Sources) -> None:
    def add(files: Sequence[str] | None) -> Iterator[list[Any]]:
        for report in sources.add(files or ()):
            yield [report, gr.skip(), gr.skip()]
        yield [gr.skip(), sources.listed(), None]

    def ask_first(ticked: list[str]) -> list[Any]:
        words = f"Remove {render.count(len(ticked), 'source')} from the library?"
        return [gr.update(visible=bool(ticked)), gr.update(visible=False), render.question_html(words)]

    def remove(ticked: list[str]) -> list[Any]:
        return [sources.remove(ticked or ()), sources.listed(), *keep()]

    def keep() -> list[Any]:
        return [gr.update(visible=False), gr.update(visible=True)]

    private: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    window.load(sources.listed, None, parts.documents, **private)
    parts.documents.select(None, None, parts.ticked, js=_TICKED, api_visibility="private")
    parts.ticked.change(lambda ids: gr.update(interactive=bool(ids)), parts.ticked, parts.remove, **private)
    parts.files.upload(add, parts.files, [parts.report, parts.documents, parts.files], concurrency_limit=4, **private)
    parts.remove.click(ask_first, parts.ticked, [parts.confirm, parts.remove, parts.confirm_question], **private)
    parts.keep.click(keep, None, [parts.confirm, parts.remove], **private)
    shown = [parts.report, parts.documents, parts.confirm, parts.remove]
    parts.really_remove.click(remove, parts.ticked, shown, **private)


def _connect_evidence(parts: "Parts", sources: Sources) -> None:
    def show(event: gr.EventData) -> str:
        asked = [getattr(event, name, None) for name in ("document", "start", "end")]
        return sources.article(*asked)

    parts.evidence.select(
        show,
        None,
        parts.evidence,
        concurrency_limit=QUESTIONS_AT_ONCE,
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )
