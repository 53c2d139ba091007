"""A language model's prose as plain statements: markers read, markup, links and images taken out."""

import re
from dataclasses import dataclass

REFUSAL = "NOT IN THE SOURCES"

_MARKER = re.compile(r"\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]")
_STATEMENT_END = re.compile(r"(?<=[.!?…])(?:[\"”’)]*)((?:\s*\[[\d,;\s]+\])*)(?=\s|$)|\n+")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]\d][^\]]*\])")
_NAMED_LINK = re.compile(r"\[([^\]\d][^\]]*)\]:?")
_TAG = re.compile(r"<[^>]{1,2000}>")
_ADDRESS = re.compile(
    r"\b(?:[a-z][a-z+.-]*://|www\.|(?:data|javascript|mailto|file):)\S+|(?<![:\w])//\w\S+", re.IGNORECASE
)
_UNFINISHED = re.compile(r"(?:!?\[[^\]]*(?:\][^\s]*)?|<[^>]*|\([^)\s]*|\S+)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement as the model wrote it: its words without markers, and the passage numbers it named."""

    text: str
    numbers: tuple[int, ...]


def is_refusal(prose: str) -> bool:
    """Whether the model said that the passages do not answer."""
    return REFUSAL in prose.upper() and len(prose) < 200


def without_markup(prose: str) -> str:
    """Only words and markers: nothing that a reader's program could load or follow."""
    prose = _TAG.sub("", _IMAGE.sub("", prose))
    prose = _LINK.sub(lambda link: f"[{link[1]}]" if link[1].isdigit() else link[1], prose)
    return _NAMED_LINK.sub(r"\1", _ADDRESS.sub("", prose))


def growing(prose: str) -> str:
    """Prose that is still being written, as far as it can be shown: not the word or the link it breaks off in."""
    return without_markup(_UNFINISHED.sub("", prose))


def statements_in(prose: str) -> list[Draft]:
    """Take prose apart: a statement ends at a full stop with the markers after it, or at a line's end."""
    prose = without_markup(prose)
    drafts: list[Draft] = []
    at = 0
    for match in [*_STATEMENT_END.finditer(prose), None]:
        piece = prose[at : match.end() if match else len(prose)]
        at = match.end() if match else len(prose)
        numbers = tuple(int(n) for group in _MARKER.findall(piece) for n in re.findall(r"\d+", group))
        text = " ".join(_MARKER.sub("", piece).split()).lstrip("-*•# ").strip()
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        if any(c.isalnum() for c in text):
            drafts.append(Draft(text, tuple(dict.fromkeys(numbers))))
        elif drafts and numbers:
            drafts[-1] = Draft(drafts[-1].text, tuple(dict.fromkeys(drafts[-1].numbers + numbers)))
    return drafts
