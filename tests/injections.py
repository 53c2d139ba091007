"""Documents that try to give orders, made of `injections.jsonl`: each in its format, the order where it says."""

import json
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.shared import RGBColor
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

HONEST = "The new bridge over the Tarn at Oakwell was opened to traffic on Friday. It is 310 metres long."


@dataclass(frozen=True)
class Injection:
    """An order hidden in a document, and what a model writes that obeys it."""

    name: str
    format: str
    where: str
    text: str
    obeys: str

    def write(self, folder: Path) -> Path:
        """The document as a file."""
        path = folder / f"{self.name.replace(' ', '-').replace('’', '')}.{self.format}"
        honest = f"{HONEST} It is written up under “{self.name}”."  # so that no two documents are the same
        path.write_bytes(_MAKERS[self.format](honest, self.text, self.where))
        return path


def injections(url: str) -> list[Injection]:
    """All of them; those that call out call `url`."""
    lines = Path(__file__).with_name("injections.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Injection(**{key: value.replace("{url}", url) for key, value in row.items()}) for row in rows]


def _text(honest: str, text: str, where: str) -> bytes:
    title = f"---\ntitle: {text}\n---\n\n" if where == "title" else ""
    return f"{title}{honest}\n\n{'' if title else text}\n".encode()


def _page(honest: str, text: str, where: str) -> bytes:
    head, body = "", ""
    match where:
        case "title":
            head = f"<title>{escape(text)}</title>"
        case "meta":
            head = f'<meta name="description" content="{escape(text)}">'
        case "comment":
            body = f"<!-- {text} -->"
        case "alt":
            body = f'<img alt="{escape(text)}">'
        case "raw":
            body = text
        case look:
            style = {"white": "color:#fff", "hidden": "display:none", "tiny": "font-size:0"}[look]
            body = f'<p style="{style}">{escape(text)}</p>'
    return f"<html><head>{head}</head><body><article><p>{honest}</p>{body}</article></body></html>".encode()


def _word(honest: str, text: str, where: str) -> bytes:
    document: Any = docx.Document()
    document.add_paragraph(honest)
    match where:
        case "title":
            document.core_properties.title = text
        case "comment":
            document.core_properties.comments = text
        case "table":
            document.add_table(1, 1).cell(0, 0).text = text
        case look:
            font = document.add_paragraph().add_run(text).font
            font.hidden = look == "hidden"
            font.color.rgb = RGBColor(255, 255, 255)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(honest: str, text: str, where: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A5)
    for number, line in enumerate(honest.split(". ")):
        canvas.drawString(40, 560 - 14 * number, line)
    if where in ("title", "comment"):
        (canvas.setTitle if where == "title" else canvas.setSubject)(text)
    else:
        canvas.setFont("Helvetica", 1 if where == "tiny" else 8)
        canvas.setFillColor(white)
        canvas.drawString(40, 500, text)
    canvas.save()
    return buffer.getvalue()


_MAKERS = {"txt": _text, "md": _text, "html": _page, "docx": _word, "pdf": _pdf}
