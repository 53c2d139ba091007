"""Web pages: main content, title and date; menus, notices and scripts left out."""

import codecs
import datetime

import pytest

from index.source import Kind
from tests.index.make import blocks, source, texts

LONG = "The council has talked about this street for eleven years, and on Tuesday evening it voted at last."
PAGE = f"""<!doctype html><html lang="en"><head><title>Mill Street | The Herald</title>
<meta property="article:published_time" content="2025-03-19T08:00:00Z">
<style>p {{ color: red }}</style><script>var secret = "scripted words";</script></head><body>
<header><nav><ul><li><a href="/">Front page</a></li><li><a href="/s">Sport section</a></li></ul></nav></header>
<div class="cookie-banner" id="cookie"><p>We use cookies to give you the best experience.</p></div>
<main><article><h1>Mill Street <em>to close</em> to cars</h1>
<p>{LONG} The vote was <b>nine</b> to <i>four</i>, with <a href="/c">Councillor Ames</a> absent.</p>
<h2>What <span>changes</span></h2>
<ul><li>Buses may <b>still</b> pass</li><li>Deliveries until ten<ul><li>on weekdays</li></ul></li></ul>
<table><tr><th>Side</th><th>Votes</th></tr><tr><td>For</td><td>9</td></tr>
<tr><td>Against<br>the plan</td><td><p>4</p><p>firm</p></td></tr></table>
<blockquote>We have <em>waited</em> long enough, said Ames.</blockquote>
<p>Line one<br>line two. {LONG}</p></article></main>
<footer><p>Copyright 2025 The Herald. All rights reserved.</p></footer></body></html>"""


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{LONG}</p>{body}<p>{LONG}</p></article></body></html>"


def test_blocks_are_the_main_content():
    assert blocks(source("a.html", PAGE)) == [
        ("heading", "Mill Street to close to cars"),
        ("paragraph", f"{LONG} The vote was nine to four, with Councillor Ames absent."),
        ("heading", "What changes"),
        ("item", "Buses may still pass"),
        ("item", "Deliveries until ten"),
        ("item", "on weekdays"),
        ("table", "Side | Votes"),
        ("table", "For | 9"),
        ("table", "Against the plan | 4 firm"),
        ("paragraph", "We have waited long enough, said Ames."),
        ("paragraph", f"Line one line two. {LONG}"),
    ]


@pytest.mark.parametrize(
    "outside", ["Front page", "Sport section", "cookies", "scripted", "color", "All rights reserved"]
)
def test_what_surrounds_the_content_is_left_out(outside: str):
    assert outside not in source("a.html", PAGE).text


def test_title_is_the_whole_heading():
    assert source("a.html", PAGE).title == "Mill Street to close to cars"


def test_og_title_comes_before_the_heading():
    head = '<meta property="og:title" content="From the card">'
    assert source("a.html", page("<h1>From the page</h1>", head)).title == "From the card"


def test_title_element_is_the_last_resort():
    assert source("a.html", page("", "<title>From the tab</title>")).title == "From the tab"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-03-19T08:00:00Z">',
        '<meta name="date" content="2025-03-19">',
        '<meta itemprop="datePublished" content="19 March 2025">',
    ],
)
def test_date_from_the_head(head: str):
    assert source("a.html", page("", head)).date == datetime.date(2025, 3, 19)


def test_date_from_a_time_element():
    assert source("a.html", page('<time datetime="2025-03-19T10:00">Wednesday</time>')).date == datetime.date(
        2025, 3, 19
    )


def test_no_date_where_none_is_stated():
    assert source("a.html", page("<p>It began on 4 May 1999, they said, and it is not over yet.</p>")).date is None


def test_code_keeps_its_lines():
    assert texts(source("a.html", page("<pre><code>port = 80\nhost = 1</code></pre>")), Kind.CODE) == [
        "port = 80\nhost = 1"
    ]


def test_inline_tags_neither_eat_nor_add_spaces():
    body = f"<p>H<sub>2</sub>O is <b>wet</b>, <i>very</i> <u>wet</u><a href='#'>!</a> {LONG}</p>"
    assert f"H2O is wet, very wet! {LONG}" in source("a.html", page(body)).text


def test_entities_are_characters():
    assert "AT&T’s café" in source("a.html", page(f"<p>AT&amp;T&rsquo;s caf&eacute; {LONG}</p>")).text


def test_a_declared_encoding_is_used():
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    text = "Городской совет проголосовал за закрытие улицы для машин, сообщил мэр города во вторник вечером."
    assert text in source("a.html", page(f"<p>{text}</p>", head).encode("cp1251")).text


def test_latin_1_means_windows_1252_as_in_browsers():
    content = page("<p>“Quoted”, she said, and left the room. It’s over.</p>", '<meta charset="iso-8859-1">')
    assert "“Quoted”, she said" in source("a.html", content.encode("cp1252")).text


def test_an_unknown_declared_encoding_is_ignored():
    assert LONG in source("a.html", page("", '<meta charset="x-none">')).text


def test_a_byte_order_mark_is_no_text():
    content = codecs.BOM_UTF8 + page("", '<meta charset="utf-8">').encode()
    assert "\ufeff" not in source("a.html", content).text


def test_an_xml_declaration_is_no_obstacle():
    content = '<?xml version="1.0" encoding="UTF-8"?>\n' + page("")
    assert LONG in source("a.xhtml", content).text


def test_comments_in_the_markup_are_left_out():
    assert "hidden" not in source("a.html", page("<!-- hidden remark -->")).text


def test_a_page_without_main_content_gives_its_visible_text():
    content = "<html><body><nav>Menu here</nav><span>Short note</span><script>x()</script></body></html>"
    assert source("a.html", content).text == "Short note"


def test_unclosed_tags_are_read():
    assert "Second one" in source("a.html", f"<p>{LONG}<p>Second one goes on and on, {LONG}<b>").text
