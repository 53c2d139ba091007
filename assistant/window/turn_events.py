"""Which event calls which handler in turns that are there: filters, reviews, files to save."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import CrosscheckError
from assistant.window.asking import Conversation, View
from assistant.window.turns import Turn

if TYPE_CHECKING:
    from assistant.window.layout import Parts

SAVES_AT_ONCE = 4
_SAVE = Path(__file__).with_name("static").joinpath("save.js").read_text(encoding="utf-8")


def connect_turns(parts: "Parts", conversation: Conversation) -> None:
    """Wire up the filters, the reviews and the buttons that save."""

    def change(turns: tuple[Turn, ...], event: gr.EventData) -> list[Any]:
        with _told():
            changed = conversation.change(turns, event._data)
        return [View(changed).html(), changed]

    def save(turns: tuple[Turn, ...], event: gr.EventData) -> dict[str, str] | None:
        with _told():
            file = conversation.saved(turns, event._data)
        return file and file.sent

    def save_all(turns: tuple[Turn, ...]) -> dict[str, str] | None:
        file = conversation.saved_whole(turns)
        return file and file.sent

    private: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # one after the other, and none left out: each begins with the turns that the last one left
    parts.view.apply(
        change, parts.turns, [parts.view, parts.turns], trigger_mode="multiple", concurrency_limit=1, **private
    )
    for event in (
        parts.view.download(save, parts.turns, parts.file, concurrency_limit=SAVES_AT_ONCE, **private),
        parts.save.click(save_all, parts.turns, parts.file, concurrency_limit=SAVES_AT_ONCE, **private),
    ):
        event.success(None, parts.file, None, js=_SAVE, api_visibility="private")


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong is told in the window."""
    try:
        yield
    except CrosscheckError as error:
        raise gr.Error(html.escape(str(error)), print_exception=False) from error
