import pytest

from assistant import verify_statement

SOURCE = "At least 4,000 US soldiers have returned from the province since March."


@pytest.mark.parametrize(
    "statement",
    [SOURCE, "At least 4,000 US soldiers have returned from the province", "at least 4,000 US soldiers have returned"],
)
def test_the_sources_own_words_are_quoted(statement: str):
    assert verify_statement(statement, [SOURCE]).label == "quoted"


def test_typographic_differences_are_none():
    assert verify_statement('He said "no" - twice.', ["He said “no” – twice."]).label == "quoted"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("At least 400 US soldiers have returned from the province since March.", "400"),
        ("At least 4,000 British soldiers have returned from the province since March.", "British"),
        ("At least 4,000 US soldiers have not returned from the province since March.", "negation"),
    ],
)
def test_a_near_match_with_another_value_is_an_alarm(statement: str, reason: str):
    verdict = verify_statement(statement, [SOURCE])
    assert verdict.label == "contradicted"
    assert reason in verdict.reason


def test_number_words_and_digits_are_the_same():
    verdict = verify_statement("Four thousand US soldiers have returned from the province.", [SOURCE])
    assert "4,000" not in verdict.reason
    assert verdict.label in ("supported", "partly")


def test_nothing_cited_supports_nothing():
    assert verify_statement("Anything at all.", []).label == "unsupported"
    assert verify_statement("Anything at all.", ["  "]).label == "unsupported"
    assert verify_statement("", [SOURCE]).label == "unsupported"


def test_an_unrelated_source_does_not_support():
    verdict = verify_statement("The recipe needs rye flour and honey.", [SOURCE])
    assert verdict.label in ("unsupported", "contradicted")


@pytest.mark.parametrize(
    "source",
    [
        "He did not say that the bridge is safe.",
        "The bridge is safe, the builders claim.",
        "The bridge is safe if the wind is light.",
    ],
)
def test_words_cut_out_of_a_view_or_a_doubt_are_not_quoted(source: str):
    assert verify_statement("The bridge is safe", [source]).label != "quoted"


def test_a_number_cut_in_two_is_not_quoted():
    assert verify_statement("000 soldiers have returned", ["At least 4,000 soldiers have returned."]).label != "quoted"


def test_a_statement_of_which_one_claim_stands_is_borne_out_partly():
    statement = "At least 4,000 US soldiers have returned from the province, and the mayor has opened a school."
    verdict = verify_statement(statement, [SOURCE])
    assert verdict.label == "partly"
