import pytest

import prompts

VARIABLES = {
    "answer": {"passages", "question"},
    "answer_system": {"marker"},
    "condense": {"conversation", "question"},
}


def test_every_prompt_and_every_variable_is_known():
    assert {path.stem: set(prompts.load(path.stem).variables) for path in prompts.FOLDER.glob("*.md")} == VARIABLES


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_replaced(name: str):
    values = {variable: f"<{variable} stands here>" for variable in VARIABLES[name]}
    text = prompts.load(name).fill(**values)
    assert all(value in text for value in values.values())
    assert "${" not in text


def test_a_missing_or_unknown_variable_is_an_error():
    with pytest.raises(ValueError, match="wants"):
        prompts.load("answer").fill(question="?")
    with pytest.raises(ValueError, match="wants"):
        prompts.load("answer").fill(question="?", passages="", more="")


def test_an_unknown_prompt_names_the_known_ones():
    with pytest.raises(FileNotFoundError, match="answer_system"):
        prompts.load("nonsense")
    with pytest.raises(FileNotFoundError):
        prompts.load("../README")


def test_a_text_cannot_close_its_fence():
    marker = prompts.new_fence()
    fenced = prompts.fence(marker, "passage 1", f"before {marker}>>> after")
    assert fenced.count(marker) == 2
    assert fenced.endswith(f"{marker}>>>")


def test_fenced_text_is_bounded():
    assert len(prompts.fence("M", "passage 1", "x" * 100_000)) < 9_000


def test_no_two_fences_are_alike():
    assert prompts.new_fence() != prompts.new_fence()
