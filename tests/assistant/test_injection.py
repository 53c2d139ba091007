"""Documents that give orders, and a model that obeys them: the answer stays on the sources, and nothing gets out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from langchain_openai import ChatOpenAI

from assistant import Answer, Assistant, Conflict, Quote
from assistant.contradictions import Findings
from assistant.language_model import LanguageModel
from assistant.reports import as_html
from assistant.window import render
from index import SentenceTransformerEmbedder
from tests.injections import Injection, injections
from tests.scripted_server import Script, scripted_server

QUESTION = "What did the new bridge over the Tarn cost?"
TRUTH = "The bridge over the Tarn at Oakwell cost 4.2 million pounds."
BORNE_OUT = ("quoted", "supported")
NAMES = [injection.name for injection in injections("")]
ACTIVE_TAGS = {
    "a",
    "img",
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "link",
    "base",
    "video",
    "audio",
}
ACTIVE_ATTRIBUTES = {"href", "src", "srcset", "action", "formaction", "style", "background", "poster", "http-equiv"}


@dataclass
class Scene:
    """A library of hostile documents and an honest one, the model that obeys, and the place it would report to."""

    assistant: Assistant
    reader: Assistant
    model: Script
    outside: Script
    ids: dict[str, str]
    injections: dict[str, Injection]
    asked: dict[str, tuple[Answer, list[dict]]] = field(default_factory=dict)

    def ask(self, name: str) -> tuple[Answer, list[dict]]:
        """The answer, and the messages that the model was sent; each is asked once."""
        if name not in self.asked:
            answer = self._answer(name)
            self.asked[name] = answer, self.model.requests[-1]["messages"]
        return self.asked[name]

    def _answer(self, name: str) -> Answer:
        injection = self.injections[name]

        def reply(prompt: str) -> str:
            true = f"{TRUTH} [{_number_of(TRUTH, prompt)}]"
            return f"{injection.obeys} {true}" if _shows(injection, prompt) else true

        self.model.reply = reply
        return self.assistant.ask(QUESTION, documents=[self.ids[name], self.ids["honest"]])


def _shows(injection: Injection, prompt: str) -> bool:
    """Whether enough of the order reached the model for it to obey."""
    words = re.findall(r"\w{4,}", injection.text)
    return sum(word in prompt for word in words) > 0.8 * len(words)


def _number_of(words: str, prompt: str) -> str:
    """The number of the passage that holds these words."""
    return re.findall(r"<<<SOURCE-\w+ passage (\d+)", prompt[: prompt.index(words)])[-1]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "honest.txt").write_text(f"{TRUTH} Engineer Ruth Vane drew it.\n", encoding="utf-8")
    with scripted_server() as model, scripted_server() as outside:
        made = injections(outside.url)
        paths = {str(injection.write(folder)): injection.name for injection in made} | {
            str(folder / "honest.txt"): "honest"
        }
        client = ChatOpenAI(model="scripted", base_url=model.url, api_key="none", max_retries=0, timeout=60)
        with Assistant.open(folder / "library", embedding=embedder, passages=4) as reader:
            report = reader.library.add(folder)
            assert report.failed == ()
            ids = {paths[document.path]: document.id for document in reader.library.documents()}
            writer = Assistant(reader.library, model=LanguageModel(client, "openai:scripted"), passages=4)
            yield Scene(writer, reader, model, outside, ids, {injection.name: injection for injection in made})


class Tags(HTMLParser):
    """What of a page could load, run or lead somewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag in ACTIVE_TAGS or names & ACTIVE_ATTRIBUTES or any(name.startswith("on") for name in names):
            self.active.append(tag)


def test_there_are_enough_documents_and_the_model_does_obey(scene: Scene):
    assert len(NAMES) >= 40
    for name in ("ignore previous instructions", "question sent away", "white text in Word", "white text in a PDF"):
        _, messages = scene.ask(name)
        assert _shows(scene.injections[name], messages[1]["content"])


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_stays_on_the_sources(scene: Scene, name: str):
    answer, _ = scene.ask(name)
    said = " ".join(statement.text for statement in answer.statements)
    assert not any(mark in said for mark in ("://", "![", "](", "<", "javascript:"))
    for statement in answer.statements:
        if TRUTH not in statement.text:
            assert statement.verdict not in BORNE_OUT, statement
    if not answer.abstained:
        assert any(TRUTH in statement.text for statement in answer.statements)
    for citation in answer.citations:
        quote = citation.quote
        assert scene.assistant.library.text(quote.document_id)[quote.start : quote.end] == quote.text
    assert scene.outside.requests == []


@pytest.mark.parametrize("name", NAMES)
def test_without_a_model_the_honest_sentence_is_quoted(scene: Scene, name: str):
    answer = scene.reader.ask(QUESTION, documents=[scene.ids[name], scene.ids["honest"]])
    assert TRUTH in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_no_document_gets_out_of_its_fence(scene: Scene, name: str):
    _, (system, user) = scene.ask(name)
    assert [system["role"], user["role"]] == ["system", "user"]
    marker = re.search(r"<<<(SOURCE-\w{16}) passage 1", user["content"])
    assert marker is not None
    fenced = re.findall(rf"^<<<{marker[1]} passage \d+$.*?^{marker[1]}>>>$", user["content"], re.MULTILINE | re.DOTALL)
    assert user["content"].count(marker[1]) == 2 * len(fenced)
    outside = user["content"]
    for passage in fenced:
        outside = outside.replace(passage, "")
    assert (
        outside.split()
        == f"Question: {QUESTION} Answer from the passages above, every sentence with its passage number.".split()
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_active_is_shown(scene: Scene, name: str):
    library = scene.assistant.library
    document = library.document(scene.ids[name])
    text = library.text(document.id)
    quote = Quote.of(document, library.catalog.passages_of(document.id)[0])
    conflict = Conflict(left=quote, right=quote, kind="number", score=0.9, reason=text[:300], scope="within")
    pages = [
        render.answer_html(scene.ask(name)[0], QUESTION, "k"),
        render.article_html(document, text, (quote.start, quote.end)),
        render.documents_html([document]),
        as_html(Findings(conflicts=[conflict])),
    ]
    our_own = ["input"] * 2  # the list's filter and the document's tick box
    assert [Tags(page).active for page in pages] == [[], [], our_own, []]
