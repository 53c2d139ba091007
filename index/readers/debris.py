"""Mark what scraped pages carry along: cookie notices, share bars, comment forms, repeated lines.

Debris is marked and stays where it is, so that every offset remains true.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.source import Block, Kind

_NETWORK = r"(?:facebook|twitter|linkedin|whatsapp|telegram|e-?mail|reddit|pinterest|copy\ link|print)"
_NOTICE = re.compile(
    rf"""^(?:
      (?:we|this\ (?:web)?site|our\ (?:web)?site)\ use[sd]?\ cookies .*
    | (?:accept|reject|manage)\ (?:all\ )?(?:cookies|preferences) .*
    | by\ (?:continuing|using)\ .{{0,60}}\ (?:cookies|terms|privacy) .*
    | (?:please\ )?enable\ javascript .*
    | (?:x[\s,|·•/]+)?{_NETWORK}(?:[\s,|·•/]+(?:{_NETWORK}|x))*
    | (?:sign\ up|subscribe)\ (?:for|to|now|here) .{{0,120}}
    | (?:click|tap)\ here\b .{{0,80}}
    | you\ (?:may|might)\ also\ like .*
    | (?:advertisement|sponsored(?:\ content)?|skip\ to\ (?:main\ )?content|back\ to\ top|menu|search|home)
    | all\ rights\ reserved .* | .{{0,60}}\ all\ rights\ reserved\.?
    | (?:copyright\s*(?:©|\(c\)|\d{{4}})|©) .*
    | (?:your\ )?e-?mail\ address\ will\ not\ be\ published .*
    | required\ fields\ are\ marked .*
    | save\ my\ name,?\ e-?mail .*
    | notify\ me\ of\ (?:new|follow-?up) .*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# the openings of links and buttons, and of sentences too: debris only where no sentence ends
_LABEL = re.compile(
    r"""^(?:
      (?:share|tweet|follow|like|print|e-?mail|pin)\ (?:this|us|on|it|via|the\ article)\b .{0,60}
    | share(?:\s*[:|].*)?
    | (?:read|see)\ (?:more|also|next)\b .{0,120}
    | (?:related|recommended|trending|popular|latest|more)
      \ (?:articles?|stories|posts?|news|reading|topics?|from)\b .{0,60}
    | (?:log|sign)\ in\b .{0,60}
    | (?:previous|next)\ (?:article|post)\b .*
    | filed\ under\b .* | tags?\s*: .* | posted\ in\b .*
    | \d+\ (?:comments?|replies)\b .*
    )(?<![.!?…])(?<![.!?…]["”’)])$""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT_FORM = re.compile(
    r"^(?:leave\ a\ (?:reply|comment)|post\ a\ comment|add\ a\ comment|\d+\ (?:comments?|replies)(?!.*[.!?…][\"”’)]?$)"
    r"|cancel\ reply|(?:your\ )?e-?mail\ address\ will\ not\ be\ published)\b",
    re.IGNORECASE,
)
_FORM_STARTS_AFTER = 0.4


def mark_debris(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, debris relabelled: known phrases, all that follows a comment form, repeated headings."""
    contents = [" ".join(text[block.start : block.end].split()) for block in blocks]
    times = Counter(content.casefold() for content in contents)
    seen: Counter[str] = Counter()
    in_form = False
    for index, (block, content) in enumerate(zip(blocks, contents, strict=True)):
        key = content.casefold()
        late = index >= _FORM_STARTS_AFTER * len(blocks)
        in_form = in_form or (late and bool(_COMMENT_FORM.match(content)))
        repeated = times[key] > 1 and (seen[key] > 0 or times[key] > 2) and _may_repeat(block, content)
        seen[key] += 1
        is_debris = (
            in_form or repeated or (len(content) <= 300 and bool(_NOTICE.match(content) or _LABEL.match(content)))
        )
        yield replace(block, kind=Kind.DEBRIS) if is_debris else block


def _may_repeat(block: Block, content: str) -> bool:
    """Running heads, page numbers and repeated subheads are debris; a repeated list item, row or code line is not."""
    return block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and len(content) <= 200)
