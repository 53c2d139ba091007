"""What the words of a pair say, whatever its score: what clashes in it, or why it is set aside."""

from dataclasses import dataclass

from assistant.clash import Clash, describe
from assistant.gates import set_aside
from index import Sentence


@dataclass(frozen=True, slots=True)
class Held:
    """A pair that is no conflict: a gate's label and reason, or "unnamed" where nothing can be pointed at."""

    label: str
    reason: str


def ruling(left: Sentence, right: Sentence) -> Clash | Held:
    """The clash to show, or what holds the pair back. Of pairs whose clash can't be named, most are false alarms."""
    if gate := set_aside(left.readable, right.readable):
        return Held(*gate)
    clash = describe(left, right)
    if clash.kind == "other":
        return Held("unnamed", "No number, date, name or word of the two could be named as what clashes.")
    return clash
