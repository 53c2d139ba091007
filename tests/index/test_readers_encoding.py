"""Bytes to text in the encodings that files really come in."""

import codecs

import pytest

from index.errors import SourceError
from index.readers.encoding import decode
from tests.index.make import source

ENGLISH = "The “Café Zoë” closed — it’s been there since 1911, and its owner, Renée, isn’t sure what’s next."
FRENCH = "Le maire a déclaré que la façade de l'hôtel serait rénovée après l'été; l'opposition a protesté."
RUSSIAN = "Россия выступает против вывода американских войск из Афганистана, сообщил президент во вторник."


def test_utf8():
    assert decode(RUSSIAN.encode()) == RUSSIAN


def test_utf8_with_a_byte_order_mark_loses_the_mark():
    assert decode(codecs.BOM_UTF8 + ENGLISH.encode()) == ENGLISH


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf16_with_a_byte_order_mark(mark: bytes, encoding: str):
    assert decode(mark + ENGLISH.encode(encoding)) == ENGLISH


def test_windows_1252():
    assert decode(ENGLISH.encode("cp1252")) == ENGLISH


def test_windows_1252_with_a_single_odd_byte():
    assert decode("It cost £20 at the door.".encode("cp1252")) == "It cost £20 at the door."


def test_latin_1():
    assert decode(FRENCH.encode("latin-1")) == FRENCH


def test_windows_1251():
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_a_stray_byte_does_not_spoil_a_utf8_file():
    assert decode(FRENCH.encode() + b" \xff end") == FRENCH + " \ufffd end"


def test_a_utf8_file_cut_inside_a_character_stays_utf8():
    assert decode((FRENCH + "é").encode()[:-1]) == FRENCH + "\ufffd"


def test_detection_reads_a_long_file_to_its_end():
    text = FRENCH + "\n"
    assert decode((text * 3000).encode("cp1252")) == text * 3000


def test_binary_is_refused():
    with pytest.raises(SourceError, match="not text"):
        decode(bytes(range(256)) * 50)


def test_utf16_without_a_mark_is_refused_rather_than_garbled():
    with pytest.raises(SourceError, match="not text"):
        decode(b"Plain words".decode().encode("utf-16-le"))


def test_a_stray_nul_leaves_every_other_character_in_its_place():
    text = "Before it. " * 50 + "A nul\x00 byte. After it."
    decoded = decode(text.encode())
    assert "\x00" not in decoded
    assert len(decoded) == len(text)
    assert decoded[-9:] == "After it."


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_source_text_is_the_decoded_file(name: str):
    assert source(name, ENGLISH.encode("cp1252")).text == ENGLISH
    assert source(name, codecs.BOM_UTF8 + ENGLISH.encode()).text == ENGLISH
    assert source(name, codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")).text == ENGLISH
