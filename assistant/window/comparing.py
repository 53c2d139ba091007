"""What a comparison came to, and which of it the reader wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant import Conflict, Findings


@dataclass(frozen=True, slots=True)
class Filters:
    """Which conflicts to show; empty means any. `dismissed` shows also those that a person dismissed."""

    document: str = ""
    kind: str = ""
    scope: str = ""
    least: float = 0.0
    dismissed: bool = False

    @classmethod
    def of(cls, chosen: Mapping[str, object]) -> "Filters":
        """Filters as a form has them. Comes from the browser, so that what makes no sense filters nothing."""
        words = {name: str(chosen.get(name) or "") for name in ("document", "kind", "scope", "least")}
        try:
            least = float(words.pop("least") or 0)
        except ValueError:
            least = 0.0
        return cls(**words, least=least, dismissed=bool(chosen.get("dismissed")))

    def match(self, conflict: Conflict) -> bool:
        """Whether a conflict is to be shown, apart from whether it is dismissed."""
        return (
            self.document in ("", conflict.left.document_id, conflict.right.document_id)
            and self.kind in ("", conflict.kind)
            and self.scope in ("", conflict.scope)
            and conflict.score >= self.least
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a scan found, dismissed or not, with the filters set on it.

    `touched` is the key of the conflict reviewed last: it stays in sight even if dismissed, so that it can be undone.
    """

    topic: str
    documents: int
    findings: Findings
    filters: Filters = Filters()
    touched: str = ""

    @property
    def dismissed(self) -> int:
        """How many conflicts a person dismissed."""
        return sum(conflict.is_dismissed for conflict in self.findings.conflicts)

    @property
    def shown(self) -> Findings:
        """The findings as the filters leave them: also what is downloaded."""
        matching = [conflict for conflict in self.findings.conflicts if self.filters.match(conflict)]
        kept = [c for c in matching if self.filters.dismissed or not c.is_dismissed or c.key == self.touched]
        return replace(self.findings, conflicts=kept, dismissed=len(matching) - len(kept))
