"""Pairs of common English words that can't both hold of one thing: open and closed, rose and fell."""

from assistant.text import stem, terms

_TABLE = """
open/close open/shut stay/shut stay/close reopen/close start/end begin/end begin/stop start/stop rise/fall
rose/fell increase/decrease increase/reduce grew/shrank grew/fell gain/lose gain/loss profit/loss more/less
more/fewer higher/lower better/worse longer/shorter larger/smaller earlier/later before/after first/last
up/down above/below win/lose won/lost victory/defeat alive/dead survive/die approve/reject adopt/reject
accept/reject accept/refuse accept/decline agree/refuse allow/forbid allow/ban permit/forbid permit/prohibit
require/optional mandatory/optional enable/disable add/remove keep/drop keep/scrap public/private
free/paid safe/dangerous guilty/innocent convict/acquit married/single north/south east/west left/right
inside/outside full/empty always/never all/none everyone/nobody everything/nothing succeed/fail
success/failure pass/fail hire/dismiss stay/leave remain/leave arrive/depart buy/sell admit/deny confirm/deny
praise/criticise success/flop fault/faultless present/absent possible/impossible legal/illegal known/unknown
support/oppose back/oppose favour/oppose unanimous/divided early/late young/old eldest/youngest
oldest/youngest major/minor
"""
OPPOSITES = frozenset(frozenset(stem(word) for word in pair.split("/")) for pair in _TABLE.split())


def opposed_words(left: str, right: str) -> tuple[str, str] | None:
    """Two stems that are opposites, one on each side and not on the other side too; None if there are none."""
    ours, theirs = terms(left), terms(right)
    for a in sorted(ours - theirs):
        for b in sorted(theirs - ours):
            if frozenset((a, b)) in OPPOSITES:
                return a, b
    return None
