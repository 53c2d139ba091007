"""Serve the window on this machine."""

import socket
import threading
from typing import Any

import gradio as gr
from gradio.themes import Base

from assistant import Assistant, CrosscheckError
from assistant.window.layout import STATIC, build_window

LARGEST_UPLOAD = "64mb"
"""A little above what the library reads, so that it is the library that says what is wrong with a larger file."""

# whatever Gradio would print, show, record or reach out for by itself
_QUIET: dict[str, Any] = {
    "quiet": True,
    "share": False,
    "footer_links": [],
    "run_history": False,
    "enable_monitoring": False,
    "pwa": False,
    "mcp_server": False,
    "ssr_mode": False,
}


def launch_window(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int = 7860,
    is_sample: bool = False,
    open_browser: bool = False,
    prevent_thread_lock: bool = False,
) -> gr.Blocks:
    """Serve the window until it is interrupted, or with `prevent_thread_lock` until the returned window is closed.

    Port 0 takes any that is free. The address is `window.local_url`. Raises `CrosscheckError` if the port is taken.
    """
    window = build_window(assistant, is_sample)
    try:
        window.launch(
            server_name=host,
            server_port=port or _free_port(host),
            inbrowser=open_browser,
            prevent_thread_lock=True,
            theme=theme(),
            css_paths=STATIC / "style.css",
            max_file_size=LARGEST_UPLOAD,
            **_QUIET,
        )
    except OSError as error:
        raise CrosscheckError(
            f"The window can't be served on {host}:{port}, which another program may be using. Choose another --port."
        ) from error
    print(f"Crosscheck is at {window.local_url} (stop it with Ctrl-C)", flush=True)
    threading.Thread(target=_warm_up, args=(assistant,), name="crosscheck-warm-up", daemon=True).start()
    if not prevent_thread_lock:
        window.block_thread()
    return window


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as server:
        return server.getsockname()[1]


def _warm_up(assistant: Assistant) -> None:
    """Load the models while the user reads the first screen, so that the first answer needn't wait for them."""
    try:
        assistant.library.search("warm up", limit=1)
        assistant.judge.compare([("warm", "up")])
    except Exception:  # noqa: S110 - whatever is wrong is told with the first answer
        pass


def theme() -> Base:
    """Gradio's plainest theme with this machine's own fonts; colours come from the style sheet."""
    return Base(
        primary_hue="teal",
        neutral_hue="stone",
        text_size="sm",
        spacing_size="sm",
        radius_size="sm",
        font=["system-ui", "-apple-system", "Segoe UI", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )
