import pytest

from assistant.clash import describe
from index import Kind, Sentence


def sentence(text: str) -> Sentence:
    return Sentence(
        id=1, document_id="d", passage_id=1, start=0, end=len(text), text=text, format="txt", kind=Kind.PARAGRAPH
    )


CASES = [
    ("number", "The fund paid out 4,000 grants.", "The fund paid out 400 grants.", "4,000", "400"),
    ("date", "The hall opened on Friday.", "It was Tuesday when the hall opened.", "Friday", "Tuesday"),
    ("antonym", "The party backs the tram.", "The party has opposed the tram all along.", "backs", "opposed"),
    ("negation", "The lift never stopped that night.", "The lift stopped that night.", "never", None),
    ("place", "The talks were held in Oslo.", "The talks were held in Vienna.", "Oslo", "Vienna"),
    ("entity", "The trial was led by Osei.", "The trial was led by Lindqvist.", "Osei", "Lindqvist"),
    ("quantity", "Sales fell by 12 % in May.", "Sales fell by 21 % in May.", "12 %", "21 %"),
    ("status", "The bridge is open to lorries.", "Lorries find the crossing closed.", "open", "closed"),
]


@pytest.mark.parametrize(("kind", "left", "right", "ours", "theirs"), CASES)
def test_kind_marks_and_reason(kind: str, left: str, right: str, ours: str, theirs: str | None):
    clash = describe(sentence(left), sentence(right))
    assert clash.kind == kind
    assert any(ours in left[a:b] for a, b in clash.left_marks)
    if theirs:
        assert any(theirs in right[a:b] for a, b in clash.right_marks)
    assert ours in clash.reason
