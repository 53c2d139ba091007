import pytest

from assistant.stance import opposed, stance


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The council has always backed the tram line.", 1),
        ("The union is against the tram line.", -1),
        ("The union is against the closure of the tram line.", 1),
        ("The mayor has never supported the tram line.", -1),
        ("The mayor came out in favour of scrapping the line.", -1),
        ("The tram line is twelve kilometres long.", 0),
    ],
)
def test_an_ending_and_a_negation_turn_the_sign(text: str, sign: int):
    assert stance(text) == sign


def test_same_and_opposite_positions():
    assert opposed("The union backs the tram line.", "The union wants the line closed.") == 1
    assert opposed("The union backs the tram line.", "The union opposes the closure.") == -1
    assert opposed("The union backs the tram line.", "It is long.") == 0
