import pytest

from assistant.prose import Draft, growing, is_refusal, statements_in, without_markup


def test_statements_end_after_their_markers():
    prose = "The bridge cost 4.2 million. [1] It opened on Friday [2][3]. Nobody was hurt.[4]"
    assert statements_in(prose) == [
        Draft("The bridge cost 4.2 million.", (1,)),
        Draft("It opened on Friday.", (2, 3)),
        Draft("Nobody was hurt.", (4,)),
    ]


def test_lists_of_numbers_and_bullets_are_read():
    assert statements_in("- One thing [1, 2]\n- Another thing [3]") == [
        Draft("One thing", (1, 2)),
        Draft("Another thing", (3,)),
    ]


def test_links_images_and_markup_do_not_survive():
    drafts = statements_in("See ![x](http://evil.example/a.png) <script>alert(1)</script> the bridge [1].")
    assert "http" not in drafts[0].text
    assert "<" not in drafts[0].text


def test_a_refusal_is_recognised():
    assert is_refusal("NOT IN THE SOURCES")
    assert is_refusal("Not in the sources.")
    assert not is_refusal("It is not in the sources why it failed, but the bridge cost 4.2 million. " * 5)


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://evil.example/a.png)",
        "![](http://evil.example/a.png)",
        "![1](http://evil.example/a.png)",
        "![x][ref]",
        "[ref]: http://evil.example/a.png",
        "[here](javascript:alert(1))",
        "<img src=//evil.example/a.png>",
        "//evil.example/a.png",
        "www.evil.example/a",
        "data:text/html;base64,AAAA",
    ],
)
def test_nothing_is_left_that_could_be_loaded_or_followed(hostile: str):
    plain = without_markup(f"The bridge {hostile} is open. [1]")
    assert not any(mark in plain for mark in ("evil", "javascript", "base64", "![", "](", "<"))
    assert plain.endswith("is open. [1]")


def test_a_link_named_by_a_number_stays_a_marker():
    assert without_markup("It is open [2](http://evil.example).") == "It is open [2]."


@pytest.mark.parametrize("cut", range(1, 60))
def test_growing_prose_never_shows_a_piece_of_a_link(cut: int):
    prose = "It cost [a lot](http://evil.example/?q=1) and ![x](//evil.example) <b>more</b> [1]."
    shown = growing(prose[:cut])
    assert not any(mark in shown for mark in ("evil", "http", "](", "<", "!["))
    assert growing(prose).startswith(shown.rstrip())
