import pytest

from assistant.opposites import opposed_words, opposites


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("The bridge is open.", "The bridge was shut.", ("open", "shut")),
        ("Sales rose in May.", "Sales fell in May.", ("rose", "fell")),
        ("The council approved it.", "The council rejected it.", ("approv", "reject")),
        ("It is the higher of the two.", "It is the lower of the two.", ("higher", "lower")),
    ],
)
def test_opposites_are_found_in_any_form(left: str, right: str, expected: tuple[str, str]):
    assert opposed_words(left, right) == expected


def test_a_word_that_stands_on_both_sides_is_not_opposed():
    assert opposed_words("It opened and closed.", "It closed.") is None


def test_unlike_words_are_not_opposites():
    assert opposed_words("The bridge is open.", "The bridge is old.") is None


def test_the_table_is_symmetrical_and_no_word_is_its_own_opposite():
    table = opposites()
    assert all(word in table[other] for word, others in table.items() for other in others)
    assert not any(word in others for word, others in table.items())
