"""The window's parts: sources on the left, the conversation in the middle, the evidence on the right."""

from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant import Assistant
from assistant.window import render
from assistant.window.asking import ANSWER, CONTRADICTIONS, Conversation
from assistant.window.endpoints import add_endpoints
from assistant.window.events import connect
from assistant.window.sources import Sources

STATIC = Path(__file__).with_name("static")
EXAMPLES = (
    "Why are there no eggs in the harbour rye cake?",
    "Does Russia support the American withdrawal from Afghanistan?",
    "How old was the Kestrel when she ran aground?",
)
FORMATS = [".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read and change."""

    documents: gr.HTML
    ticked: gr.JSON
    files: gr.File
    report: gr.HTML
    remove: gr.Button
    confirm: gr.Column
    confirm_question: gr.HTML
    really_remove: gr.Button
    keep: gr.Button
    mode: gr.Radio
    view: gr.HTML
    examples: gr.Row
    example_buttons: tuple[gr.Button, ...]
    question: gr.Textbox
    new: gr.Button
    save: gr.Button
    file: gr.JSON
    evidence: gr.HTML
    turns: gr.State


def build_window(assistant: Assistant, is_sample: bool = False) -> gr.Blocks:
    """The chat window over one assistant. With `is_sample`, example questions about the sample articles are offered.

    Style and theme are given at launch in Gradio, so open it with `launch_window`.
    """
    with gr.Blocks(title="Crosscheck", fill_width=True, analytics_enabled=False) as window:
        gr.HTML(_header(assistant), elem_id="masthead", apply_default_css=False, padding=False)
        with gr.Row(elem_id="crosscheck", equal_height=False):
            left = _sources_panel()
            middle = _conversation_panel(is_sample)
            right = _evidence_panel()
        parts = Parts(**left, **middle, **right, turns=gr.State(()))
        connect(window, parts, Conversation(assistant), Sources(assistant, is_sample), is_sample)
        add_endpoints(assistant)
    return window


def _header(assistant: Assistant) -> str:
    model = assistant.model
    if model is None:
        about = "No language model: answers are the sources’ own sentences, and nothing leaves this machine."
    else:
        about = f"Passages are sent to {render.isolated(model.name)} to be written up; each statement is then checked."
    return f"<header><h1>Crosscheck</h1><p>{about}</p></header>"


def _html(value: str, elem_id: str, script: str | None = None) -> gr.HTML:
    code = (STATIC / script).read_text(encoding="utf-8") if script else None
    return gr.HTML(value, elem_id=elem_id, js_on_load=code, apply_default_css=False, padding=False)


def _sources_panel() -> dict:
    with gr.Column(elem_id="sources", min_width=240):
        documents = _html("", "documents", "sources.js")
        ticked = gr.JSON([], visible="hidden")
        with gr.Row(elem_id="remove-row"):
            remove = gr.Button("Remove selected", size="sm", interactive=False, elem_id="remove")
        with gr.Column(visible=False, elem_id="confirm") as confirm:
            confirm_question = _html("", "confirm-question")
            with gr.Row():
                really_remove = gr.Button("Remove", size="sm", variant="stop", elem_id="really-remove", min_width=80)
                keep = gr.Button("Keep", size="sm", elem_id="keep", min_width=80)
        files = gr.File(label="Add sources", file_count="multiple", file_types=FORMATS, height=96, elem_id="files")
        report = _html("", "report")
    return {
        "documents": documents, "ticked": ticked, "files": files, "report": report, "remove": remove,
        "confirm": confirm, "confirm_question": confirm_question, "really_remove": really_remove, "keep": keep,
    }  # fmt: skip


def _conversation_panel(is_sample: bool) -> dict:
    with gr.Column(elem_id="conversation", min_width=320):
        with gr.Row(elem_id="bar"):
            mode = gr.Radio(
                [ANSWER, CONTRADICTIONS], value=ANSWER, label="Mode", show_label=False, container=False, elem_id="mode"
            )
            save = gr.Button("Save conversation", size="sm", min_width=120, elem_id="save", scale=0)
            new = gr.Button("New conversation", size="sm", min_width=120, elem_id="new", scale=0)
            file = gr.JSON(None, visible="hidden")
        view = _html(render.conversation_html((), is_sample), "view", "conversation.js")
        with gr.Row(visible=is_sample, elem_id="examples") as examples:
            buttons = tuple(gr.Button(example, size="sm", elem_classes="example") for example in EXAMPLES)
        question = gr.Textbox(
            label="Question", show_label=False, placeholder="Ask your sources a question", lines=1, max_lines=8,
            submit_btn="Ask", elem_id="question", autofocus=True,
        )  # fmt: skip
    return {
        "mode": mode, "view": view, "examples": examples, "example_buttons": buttons, "question": question, "new": new,
        "save": save, "file": file,
    }  # fmt: skip


def _evidence_panel() -> dict:
    with gr.Column(elem_id="evidence", min_width=320):
        return {"evidence": _html(render.empty_article_html(), "evidence-view", "evidence.js")}
