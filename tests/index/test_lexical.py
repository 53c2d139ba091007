import pytest

from index.lexical import fits

BRIDGE = ["The bridge over the Tarn was opened on Friday.", "It cost 4.2 million pounds."]
CAKE = ["The cake needs rye flour.", "Friday is baking day."]


def test_the_passage_with_more_of_the_rarer_words_fits_best():
    bridge, cake = fits("When was the Tarn bridge opened on a Friday?", [BRIDGE, CAKE])
    assert bridge.words == 1.0
    assert 0 < cake.words < 0.5
    assert bridge.sentence == pytest.approx(1.0)
    assert cake.sentence < 0.5


def test_words_that_stand_together_count_more():
    together, apart = fits("oil crisis", [["The oil crisis began."], ["The crisis was one of oil."]])
    assert together.words > apart.words
    assert together.sentence == apart.sentence


def test_one_sentence_with_all_the_words_beats_two_that_share_them():
    one, two = fits("rye flour", [["Rye flour is used."], ["Rye grows here.", "Flour is made."]])
    assert one.sentence > two.sentence


def test_endings_are_no_difference():
    assert fits("withdrawals", [["They withdraw the withdrawal."]])[0].sentence == 1.0


@pytest.mark.parametrize("query", ["", "the of", "?!"])
def test_a_query_without_telling_words_fits_nothing(query: str):
    assert [(fit.words, fit.sentence) for fit in fits(query, [BRIDGE, CAKE])] == [(0.0, 0.0)] * 2


def test_no_passages_no_fits():
    assert fits("bridge", []) == []
