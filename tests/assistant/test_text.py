import pytest

from assistant.text import is_negated, names, numbers, same_number, terms


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("4,000 soldiers returned", 4000, "soldier"),
        ("four thousand soldiers returned", 4000, "soldier"),
        ("a profit of $4.5 million", 4.5e6, "$"),
        ("12 % of voters", 12, "of"),
        ("twenty-one thousand people", 21000, "peopl"),
        ("21k followers", 21000, "follow"),
    ],
)
def test_numbers_are_scaled_and_carry_their_unit(text: str, value: float, unit: str):
    found = numbers(text)
    assert found[0].value == pytest.approx(value)
    assert found[0].unit == unit


def test_a_rough_number_equals_its_rounded_source():
    rough, exact = numbers("about 4,000 soldiers")[0], numbers("4,012 soldiers")[0]
    assert same_number(rough, exact)
    assert not same_number(rough, numbers("400 soldiers")[0])
    assert not same_number(numbers("12 per cent")[0], numbers("12 people")[0])


def test_years_are_told_from_counts():
    assert numbers("in 2019")[0].is_year
    assert not numbers("2,019 people")[0].is_year


def test_parts_of_a_code_are_no_numbers():
    assert numbers("model B12 and RFC-2119") == ()


@pytest.mark.parametrize("text", ["He did not go.", "It isn't so.", "Nobody came.", "without a permit"])
def test_negation_is_seen(text: str):
    assert is_negated(text)


def test_words_that_only_hold_a_negation_are_not_negated():
    assert not is_negated("The notary knotted the rope.")


def test_names_leave_out_the_word_that_opens_the_sentence():
    assert names("Yesterday Ruth Vane met NATO in Oslo.") == {"Ruth", "Vane", "NATO", "Oslo"}


def test_terms_match_over_endings():
    assert terms("the withdrawals") & terms("a withdrawal")
