"""Conflicts about one fact, put together with all its sides: who says what, since when, and how many of them.

Nothing is resolved here: that more documents stand on one side, or later ones, is shown, not weighed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.models import Conflict, Mark, Quote
from assistant.text import normalised
from index.models import Frozen

Place = tuple[str, int, int]
"""Where a quote stands: document, start, end."""

WORDS_SHOWN = 3


class Side(Frozen):
    """Quotes that stand together against another side, earliest first. `marks` are each quote's clashing words."""

    quotes: tuple[Quote, ...]
    marks: tuple[tuple[Mark, ...], ...]

    @property
    def documents(self) -> int:
        """How many documents stand on this side."""
        return len({quote.document_id for quote in self.quotes})

    @property
    def says(self) -> tuple[str, ...]:
        """The words that clash, as they stand in the quotes, each once."""
        words = (quote.text[a:b] for quote, marks in zip(self.quotes, self.marks, strict=True) for a, b in marks)
        return tuple({normalised(w): " ".join(w.split()) for w in words}.values())

    @property
    def summary(self) -> str:
        """What the side says and how many stand on it, as a phrase."""
        words = ", ".join(f"“{word}”" for word in self.says[:WORDS_SHOWN])
        quotes = f"{len(self.quotes)} {'quotation' if len(self.quotes) == 1 else 'quotations'}"
        standing = f"{quotes} of {self.documents} {'document' if self.documents == 1 else 'documents'}"
        return f"{words} ({standing})" if words else standing


class ConflictGroup(Frozen):
    """Conflicts about one fact, likeliest first, and its sides, the one on which most documents stand first."""

    conflicts: tuple[Conflict, ...]
    sides: tuple[Side, ...]

    @property
    def summary(self) -> str:
        """What clashes: one conflict's reason, or every side with how many stand on it."""
        if len(self.conflicts) == 1:
            return self.conflicts[0].reason
        return " against ".join(side.summary for side in self.sides)


def group_conflicts(conflicts: Sequence[Conflict]) -> list[ConflictGroup]:
    """The conflicts in groups of one fact each, in the order of each group's first conflict.

    Two conflicts belong together if they share a quote and clash over the same words of it. Whoever contradicts a
    side's quote stands on the other side. Where that doesn't make two sides (three figures that all contradict each
    other), those with the same clashing words make a side; where a quote then clashes with its own side, or has
    several such words, each conflict is a group of its own.
    """
    groups: list[ConflictGroup] = []
    for together in _connected(conflicts):
        sides = _two_sides(together) or _sides_by_words(together)
        if sides is None:
            groups += [_group([c], [{_place(c.left)}, {_place(c.right)}]) for c in together]
        else:
            groups.append(_group(together, sides))
    return groups


def _place(quote: Quote) -> Place:
    return quote.document_id, quote.start, quote.end


def _stands(conflict: Conflict) -> Iterator[tuple[Quote, tuple[Mark, ...]]]:
    yield conflict.left, conflict.left_marks
    yield conflict.right, conflict.right_marks


def _connected(conflicts: Sequence[Conflict]) -> Iterator[list[Conflict]]:
    at: dict[Place, list[tuple[int, tuple[Mark, ...]]]] = defaultdict(list)
    for number, conflict in enumerate(conflicts):
        for quote, marks in _stands(conflict):
            at[_place(quote)].append((number, marks))
    waiting = set(range(len(conflicts)))
    for first in range(len(conflicts)):
        queue, found = [first] if first in waiting else [], []
        waiting.discard(first)
        while queue:
            found.append(queue.pop())
            for quote, marks in _stands(conflicts[found[-1]]):
                near = {n for n, others in at[_place(quote)] if n in waiting and _same_words(marks, others)}
                waiting -= near
                queue += near
        if found:
            yield [conflicts[number] for number in sorted(found)]


def _same_words(left: Iterable[Mark], right: Iterable[Mark]) -> bool:
    """Whether two sets of marks on one quote meet. A conflict without marks is about the whole quote."""
    left, right = tuple(left), tuple(right)
    return not left or not right or any(a < d and c < b for a, b in left for c, d in right)


def _two_sides(together: Sequence[Conflict]) -> list[set[Place]] | None:
    """The quotes coloured with two colours so that no conflict is inside one, None if that can't be."""
    against: dict[Place, set[Place]] = defaultdict(set)
    for conflict in together:
        left, right = _place(conflict.left), _place(conflict.right)
        against[left].add(right)
        against[right].add(left)
    queue = [_place(together[0].left)]
    side = {queue[0]: 0}
    while queue:
        here = queue.pop()
        if any(side.get(other) == side[here] for other in against[here]):
            return None
        new = [other for other in against[here] if other not in side]
        side.update((other, 1 - side[here]) for other in new)
        queue += new
    return [{place for place, number in side.items() if number == n} for n in (0, 1)]


def _sides_by_words(together: Sequence[Conflict]) -> list[set[Place]] | None:
    """The quotes by their clashing words, None where one has several or clashes with its own side."""
    words: dict[Place, set[str]] = defaultdict(set)
    for conflict in together:
        for quote, marks in _stands(conflict):
            words[_place(quote)].add(" ".join(normalised(quote.text[a:b]) for a, b in marks))
    if any(len(said) > 1 for said in words.values()):
        return None
    if any(words[_place(conflict.left)] == words[_place(conflict.right)] for conflict in together):
        return None
    sides: dict[str, set[Place]] = defaultdict(set)
    for place, (said,) in words.items():
        sides[said].add(place)
    return list(sides.values())


def _group(together: Sequence[Conflict], sides: Iterable[set[Place]]) -> ConflictGroup:
    stands = [stand for conflict in together for stand in _stands(conflict)]
    built = [_side([stand for stand in stands if _place(stand[0]) in places]) for places in sides]
    built.sort(key=lambda side: (-side.documents, -len(side.quotes), _since(side.quotes[0])))
    return ConflictGroup(conflicts=tuple(together), sides=tuple(built))


def _side(stands: Sequence[tuple[Quote, tuple[Mark, ...]]]) -> Side:
    marks: dict[Quote, set[Mark]] = defaultdict(set)
    for quote, own in stands:
        marks[quote].update(own)
    quotes = sorted(marks, key=_since)
    return Side(quotes=tuple(quotes), marks=tuple(tuple(sorted(marks[quote])) for quote in quotes))


def _since(quote: Quote) -> tuple[date, str, int]:
    """Earliest first, undated last."""
    return quote.date or date.max, quote.title, quote.start
