"""Source text as a person or a model reads it. Quotations stay slices of the source; this is for reading only."""

import re

_LINE_BREAK_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\n\s*(?=[a-z])")
_QUOTE_MARK = re.compile(r"\n[ \t]*(?:>[ \t]*)+")
_MARKDOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_\\])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)
_TABLE_EDGE = re.compile(r"^\|\s*|\s*\|$")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)


def readable(text: str, format: str = "txt") -> str:
    """One line, white space collapsed, words joined over line ends, Markdown's marks and invisible characters gone."""
    if format == "pdf":
        text = _LINE_BREAK_HYPHEN.sub("", text)
    if format == "md":
        text = _QUOTE_MARK.sub("\n", text)
        for pattern, replacement in _MARKDOWN:
            text = pattern.sub(replacement, text)
        text = _TABLE_EDGE.sub("", text.strip())
    return " ".join(_INVISIBLE.sub("", text).split())
