"""The conversation: turns in the order they were taken."""

from collections.abc import Sequence

from assistant.window.render.markup import for_screen_readers, isolated

_FORMATS = {"html": "web page", "md": "Markdown", "csv": "CSV", "json": "JSON", "sarif": "SARIF"}


def turn_html(question: str, answer: str, busy: bool = False) -> str:
    """One question with what stands under it, which is HTML of ours already."""
    state = ' aria-busy="true"' if busy else ""
    asked = f"{for_screen_readers('You asked: ')}{isolated(question)}"
    return f'<section class="turn"{state}><h3 class="question">{asked}</h3><div class="answer">{answer}</div></section>'


def conversation_html(turns: Sequence[str], is_sample: bool = False) -> str:
    """All turns, or what this place is for where there are none."""
    if turns:
        heading = '<h2 class="visually-hidden">Conversation</h2>'
        return f'{heading}<div class="turns" role="log" aria-label="Conversation">{"".join(turns)}</div>'
    return _welcome(is_sample)


def _welcome(is_sample: bool) -> str:
    try_one = "<p>Try one of the questions below.</p>" if is_sample else ""
    return (
        '<div class="welcome"><h2>Ask your sources. Check every word.</h2>'
        "<p>Every statement of an answer carries the exact quotation it rests on; a number opens it in its article. "
        "Where the sources contradict each other, both sides are shown. What they don’t say is not answered.</p>"
        f"{try_one}</div>"
    )


def save_html(what: str, forms: Sequence[str]) -> str:
    """Buttons under a turn that save it as a file, one a format."""
    label = f"Save the {what} as "
    buttons = "".join(
        f'<button type="button" class="small" data-save="{form}" aria-label="{label}{_FORMATS[form]}">'
        f"{_FORMATS[form]}</button>"
        for form in forms
    )
    return f'<div class="save"><span aria-hidden="true">Save as</span>{buttons}</div>'
