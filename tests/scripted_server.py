"""An OpenAI-compatible server on loopback whose replies a test writes down beforehand."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the server says next, or what makes it of the prompt, and what it was asked.

    `status` other than 200 sends `body` as it is.
    """

    reply: str | Callable[[str], str] = ""
    status: int = 200
    body: str | None = None
    seconds_before_reply: float = 0.0
    requests: list[dict] = field(default_factory=list)
    url: str = ""

    @property
    def last_prompt(self) -> str:
        return "\n".join(str(message["content"]) for message in self.requests[-1]["messages"])

    def next_reply(self) -> str:
        return self.reply if isinstance(self.reply, str) else self.reply(self.last_prompt)


@contextmanager
def scripted_server() -> Iterator[Script]:
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests.append(request)
            time.sleep(script.seconds_before_reply)
            if script.status != 200 or script.body is not None:
                self._send("application/json", (script.body or "{}").encode(), script.status)
            else:
                self._send("text/event-stream", b"".join(_events(script.next_reply())), 200)

        def _send(self, kind: str, body: bytes, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # a client may give up waiting
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def _events(reply: str) -> Iterator[bytes]:
    words = reply.split(" ")
    for place, word in enumerate(words):
        text = word if place == len(words) - 1 else word + " "
        yield _event({"role": "assistant", "content": text}, None)
    yield _event({}, "stop")
    yield b"data: [DONE]\n\n"


def _event(delta: dict, finish: str | None) -> bytes:
    chunk = {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
