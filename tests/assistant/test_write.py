from assistant.write import Draft, is_refusal, statements_in


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
