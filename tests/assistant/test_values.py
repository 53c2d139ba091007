import pytest

from assistant.values import compare, is_derived, reworded, values


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("a runway of 2.4 kilometres", "length", 2400),
        ("half an hour", "time", 1800),
        ("30 minutes", "time", 1800),
        ("one in five trees", "share", 0.2),
        ("20 per cent of the trees", "share", 0.2),
        ("two thirds of voters", "share", 2 / 3),
        ("a loss of $2.3m", "money", 2.3e6),
        ("the bridge was free.", "money", 0),
        ("a dozen cars", "count", 12),
        ("twice as many", "times", 2),
        ("at 14:05", "clock", 845),
    ],
)
def test_values_are_typed_and_in_one_unit(text: str, kind: str, amount: float):
    [value] = values(text)
    assert (value.kind, value.amount) == (kind, pytest.approx(amount))
    assert text[value.start : value.end] == value.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 1 March 1998", {"day": 1, "month": 3, "year": 1998, "decade": 1990}),
        ("on July 1", {"day": 1, "month": 7}),
        ("2024-05-03", {"day": 3, "month": 5, "year": 2024, "decade": 2020}),
        ("in mid-November", {"month": 11}),
        ("in the 1990s", {"decade": 1990}),
        ("in the spring of", {"season": "spring"}),
        ("on Tuesdays", {"weekday": "Tuesday"}),
    ],
)
def test_dates_are_told_by_their_parts(text: str, parts: dict):
    [value] = values(text)
    assert dict(value.parts) == parts


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "one of them", "model B12"])
def test_what_only_looks_like_a_value_is_none(text: str):
    assert values(text) == []


def test_a_range_takes_the_unit_of_its_end():
    assert [value.kind for value in values("2 to 8 °C")] == ["degrees", "degrees"]


@pytest.mark.parametrize(
    ("statement", "source", "match"),
    [
        ("2.4 kilometres", "2,400 metres", "same"),
        ("May 2003", "in 2003, in May", "same"),
        ("1998", "1 May 1998", "same"),
        ("in the 1990s", "in 1994", "same"),
        ("some 1,200 homes", "1,214 households", "same"),
        ("nineteen years old", "a girl of nineteen", "same"),
        ("1 March 1998", "1 May 1998", "other"),
        ("450 jobs", "540 jobs", "other"),
        ("1.4 million", "1.4 billion", "other"),
        ("40 per cent", "4,000 people", "missing"),
        ("in 1998", "on Tuesday", "missing"),
    ],
)
def test_like_is_compared_with_like(statement: str, source: str, match: str):
    assert compare(values(statement)[0], values(source))[0] == match


def test_what_can_be_worked_out_is_derived():
    assert is_derived(values("two years late")[0], values("planned for 2019, opened in 2021"))
    assert is_derived(values("a third")[0], values("two thirds"))
    assert not is_derived(values("five years late")[0], values("planned for 2019, opened in 2021"))


def test_a_value_is_put_as_the_source_puts_it():
    source = "Let it rest for 30 minutes. The runway is 2,400 metres long."
    assert reworded("It should rest for half an hour.", source) == "It should rest for 30 minutes."
    assert reworded("It is 2.4 kilometres long.", source) == "It is 2,400 metres long."
    assert reworded("It rests for two hours.", source) == "It rests for two hours."
