"""The chat window: sources, conversation and evidence side by side, in a browser on this machine.

>>> from assistant import Assistant                                         # doctest: +SKIP
>>> from assistant.window import launch_window                              # doctest: +SKIP
>>> launch_window(Assistant.open("my-library"))                             # doctest: +SKIP
"""

import os

# both are read while gradio is imported, so they are set before any module here imports it
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

from assistant.window.launch import launch_window
from assistant.window.layout import build_window

__all__ = ["build_window", "launch_window"]
