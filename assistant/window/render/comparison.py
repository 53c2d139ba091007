"""What a comparison found: the facts over which sources clash, what was compared, and files to save."""

from assistant import Findings, group_conflicts
from assistant.window.comparing import Comparison, Filters
from assistant.window.render.conversation import save_html
from assistant.window.render.filters import filters_html
from assistant.window.render.group import group_html
from assistant.window.render.markup import count, isolated

SHOWN_AT_ONCE = 20
MOST_SHOWN = 200
FORMATS = ("html", "md", "csv", "json", "sarif")


def comparison_html(comparison: Comparison, key: str) -> str:
    """A finished comparison. `key` makes the ids in it unique."""
    looked = _coverage(comparison, key)
    if not comparison.findings.conflicts:
        about = f" about {isolated(comparison.topic)}" if comparison.topic else ""
        return f'<p class="abstention">No contradiction found{about}.</p>{looked}'
    save = save_html("conflicts", FORMATS) if comparison.shown.conflicts else ""
    return f"{_headline(comparison)}{looked}{filters_html(comparison)}{_groups(comparison.shown, key)}{save}"


def _headline(comparison: Comparison) -> str:
    about = f" about {isolated(comparison.topic)}" if comparison.topic else ""
    standing = len(comparison.findings.conflicts) - comparison.dismissed
    found = f"{count(standing, 'contradiction')}{about}, likeliest first." if standing else f"No contradiction{about}."
    dismissed = f" {comparison.dismissed:,} dismissed." if comparison.dismissed else ""
    filtered = comparison.filters != Filters()
    shown = f" Showing {len(comparison.shown.conflicts):,}." if filtered else ""
    return f'<p class="headline" role="status">{found}{dismissed}{shown}</p>'


def _groups(findings: Findings, key: str) -> str:
    groups = group_conflicts(findings.conflicts)
    if not groups:
        return '<p class="abstention">Nothing to show with these filters.</p>'
    cards = [group_html(group, f"{key}-{n}") for n, group in enumerate(groups[:MOST_SHOWN])]
    rest = ""
    if len(cards) > SHOWN_AT_ONCE:
        rest = (
            f'<details data-key="{key}-rest"><summary>Show {count(len(cards) - SHOWN_AT_ONCE, "less likely one")}'
            f"</summary>{''.join(cards[SHOWN_AT_ONCE:])}</details>"
        )
    left_out = len(groups) - len(cards)
    note = ""
    if left_out:
        note = f'<p class="note">{left_out:,} more, less likely, are not shown. Name a topic, or set a filter.</p>'
    return f"{''.join(cards[:SHOWN_AT_ONCE])}{rest}{note}"


def _coverage(comparison: Comparison, key: str) -> str:
    """What was compared in one line; opened, what was not and why. What failed is never folded away."""
    findings = comparison.findings
    of = count(comparison.documents, "document")
    words = f"Compared {count(findings.claims, 'claim')} of {of} in {count(findings.pairs, 'pair')}"
    failed = ""
    if findings.pairs_failed:
        why = " ".join(map(isolated, dict.fromkeys(findings.failures)))
        failed = f'<p class="note" role="alert">{count(findings.pairs_failed, "pair")} could not be judged. {why}</p>'
    lines = {
        "Judged now": count(findings.pairs_judged_now, "pair"),
        "Known from before": count(findings.pairs_from_cache, "pair"),
        "Failed": count(findings.pairs_failed, "pair"),
        "Look-alikes set aside": f"{len(findings.differences):,}",
        "Not compared": count(findings.sentences_left_out, "sentence") + _reasons(findings),
    }
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in lines.items())
    folded = f"<summary>{words}</summary><dl>{listed}</dl>"
    return f'<details class="coverage" data-key="{key}-looked">{folded}</details>{failed}'


def _reasons(findings: Findings) -> str:
    reasons = ", ".join(f"{isolated(reason)} {number:,}" for reason, number in findings.left_out.most_common())
    return f" ({reasons})" if reasons else ""


def scanning_html(done: int, total: int) -> str:
    """Stands where findings will be, and tells how far the scan is."""
    return (
        f'<p class="pending" role="status"><progress value="{done:d}" max="{total:d}" aria-label="Pairs judged">'
        f"</progress>Judged {done:,} of {count(total, 'pair')} that might clash</p>"
    )
