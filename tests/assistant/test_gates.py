import pytest

from assistant.gates import set_aside, speaker

LOOK_ALIKES = [
    ("other_time", "In 2019 the plant made 400 engines.", "In 2021 the plant made 900 engines."),
    ("other_time", "In the first quarter the firm sold 40 boats.", "In the third quarter the firm sold 90 boats."),
    ("rounding", "About 4,000 people came to the fair.", "4,012 people came to the fair."),
    ("disputed", "The dam is safe, Anna Berg said.", "The dam may break any day, warned Olaf Lund."),
    ("hypothetical", "The bridge could collapse under heavy lorries.", "The bridge carries heavy lorries every day."),
    ("rejected_view", "It is a myth that the lake has no fish.", "The lake has no fish."),
    ("update", "The death toll of the storm was raised to nine.", "Seven people died in the storm."),
    ("hypothetical", "If the river rises, the hall would be closed.", "The hall is open."),
]
CONFLICTS = [
    ("The bridge cost 4.2 million pounds.", "The bridge cost 6.8 million pounds."),
    ("The library opened in May 2012.", "The library opened in May 2014."),
    ("Nobody was hurt in the fire.", "Six people were hurt in the fire."),
    ("Visitors may use the garden.", "The garden is closed to visitors."),
    ("Work began in May.", "Work has not begun."),
    ("Nobody could open the gate.", "A guard opened the gate."),
    ("The union backs the tram line.", "The union has always opposed the tram line."),
]


@pytest.mark.parametrize(("label", "left", "right"), LOOK_ALIKES)
def test_a_look_alike_is_set_aside_with_its_reason(label: str, left: str, right: str):
    held = set_aside(left, right)
    assert held is not None
    assert held[0] == label
    assert held[1].endswith(".")


@pytest.mark.parametrize(("left", "right"), CONFLICTS)
def test_a_conflict_passes_every_gate(left: str, right: str):
    assert set_aside(left, right) is None


def test_the_speaker_is_found_before_and_after_the_verb():
    assert speaker("Minister Anna Berg told parliament that it was safe.") == "Minister Anna Berg"
    assert speaker("It was safe, according to Anna Berg.") == "Anna Berg"
    assert speaker("It was safe.") is None
