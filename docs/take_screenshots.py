"""Take the README's picture of the chat window, from the sample articles.

python docs/take_screenshots.py [--browser /usr/bin/chromium]
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from assistant import Assistant
from assistant.places import sample_articles
from assistant.window import launch_window

QUESTION = "Does Russia support the American withdrawal from Afghanistan?"
OUT = Path(__file__).parent / "window.png"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--browser", default="/usr/bin/chromium", help="a Chromium to take them with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Assistant.open(Path(folder) / "library") as assistant:
        assistant.library.add(sample_articles())
        window = launch_window(assistant, port=0, is_sample=True, prevent_thread_lock=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(window.local_url)
            page.wait_for_selector("#documents li")
            page.fill("#question textarea", QUESTION)
            page.press("#question textarea", "Enter")
            page.wait_for_selector("#view .turn:not([aria-busy])", timeout=120_000)
            page.locator("#view .turn button.number").first.click()
            page.wait_for_selector("#evidence mark")
            page.mouse.move(1, 1)
            page.wait_for_timeout(500)
            page.screenshot(path=OUT)
            browser.close()
        window.close()


if __name__ == "__main__":
    main()
