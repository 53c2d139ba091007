"""What a scan for conflicts comes to, and what it looked at: a list says little without what was compared."""

from collections import Counter
from dataclasses import dataclass, field

from assistant.models import Conflict, Difference


@dataclass(slots=True)
class Findings:
    """What a scan found, and what it looked at.

    `left_out` counts the sentences that were not compared, by reason; `pairs` are those worth comparing, of which
    `pairs_judged_now` went to the judge, `pairs_failed` could not be judged (`failures` says why) and the others were
    known from before; `dismissed` counts the conflicts that are hidden because a person dismissed them.
    """

    conflicts: list[Conflict] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    claims: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    pairs: int = 0
    pairs_judged_now: int = 0
    pairs_failed: int = 0
    failures: list[str] = field(default_factory=list)
    dismissed: int = 0

    @property
    def sentences_left_out(self) -> int:
        """How many sentences were not compared."""
        return self.left_out.total()

    @property
    def pairs_from_cache(self) -> int:
        """How many pairs had been judged before."""
        return self.pairs - self.pairs_judged_now - self.pairs_failed

    @property
    def coverage(self) -> str:
        """What was compared and what was not, in plain sentences."""
        sentences = [
            f"Compared {_count(self.claims, 'claim')} in {_count(self.pairs, 'pair')}: "
            f"{self.pairs_judged_now:,} judged now, {self.pairs_from_cache:,} known from before, "
            f"{self.pairs_failed:,} failed."
        ]
        sentences += dict.fromkeys(self.failures)
        reasons = ", ".join(f"{reason} {number:,}" for reason, number in self.left_out.most_common())
        sentences.append(f"Left out {_count(self.sentences_left_out, 'sentence')}{f' ({reasons})' if reasons else ''}.")
        sentences.append(f"{_count(len(self.differences), 'look-alike')} set aside.")
        if self.dismissed:
            sentences.append(f"{_count(self.dismissed, 'conflict')} dismissed by hand, not shown.")
        return " ".join(sentences)


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
