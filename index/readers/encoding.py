"""Bytes to text, whatever the encoding."""

import codecs
import re

from index.errors import SourceError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """Decode by byte order mark, as UTF-8, or by detection; line ends become `\\n`.

    Raises `SourceError` where the bytes are not text at all.
    """
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text, 0, 20_000)) > 0.01 * min(len(text), 20_000):
        raise SourceError("is not text (a binary file with a text file's name?)")
    return text.replace("\x00", "\ufffd")  # SQLite's string functions end at a NUL


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    text = data.decode("utf-8", errors="replace")
    broken, beyond_ascii = text.count("\ufffd"), len(text) - len(text.encode("ascii", errors="ignore"))
    if broken * 4 <= beyond_ascii:  # in another encoding nearly all characters beyond ASCII are broken
        return text
    from charset_normalizer import from_bytes

    # Latin letters and cp1252 punctuation come first: detection can't tell the many Latin pages apart on short texts
    best = from_bytes(data[:200_000], cp_isolation=["cp1252", "utf_16_le", "utf_16_be"]).best()
    best = best or from_bytes(data[:200_000]).best()
    if best is None:
        raise SourceError("is not text in any known encoding")
    return data.decode(best.encoding, errors="replace")
