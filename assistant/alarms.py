"""What in a statement can't be squared with a source, by comparison and without a model.

A near match with another value is an alarm, never a match. Each alarm looks at one thing.
"""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.clauses import clauses_in, coverage, nearest_clause, terms_after, word_before
from assistant.opposites import opposed_words
from assistant.text import NEGATION, names, numbers, stem, terms
from assistant.values import Value, compare, is_derived, values
from assistant.wording import BEYOND, lost_speaker
from index.lexical import STOP_WORDS

NEAR_MATCH = 0.5
"""The share of a statement's other terms that a clause must have for an odd value to be a changed one."""
NEARLY_ALL = 0.75
"""The same for a negation or an opposite, which differ between most sentences that don't clash."""
FEW = 12
"""Up to this many, a number in words may count what the source lists without a number; the judge decides."""
INITIALS = 3

_EXCEPTION = re.compile(r"\b(?:until|unless|except|only|before|yet)\b", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:free (?:of|from)|lacks?|lacked|fail(?:s|ed)? to|no longer|refus\w+ to|unable to)\b", re.IGNORECASE
)
_QUANTIFIERS = frozenset("all every each both many most several few another either neither nobody everybody".split())
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Doctor|Senator|Judge|Professor|President|Sir)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_RUN = re.compile(r"(?:[A-Z]\w+[ -]?){2,}")
_NAMES = re.compile(_NAME)
_DONE_BY = re.compile(r"\b(\w+)(?: (?:on|off|up|out|for|to))? by ([^.;:]+)")
_ELSEWHERE = re.compile(r"\b(?:after|before|from|with|in|on|at|to|while|when|who|which|not|for)\b")
_DID = r"\w+ed|won|wrote|made|took|gave|sold|led|built|found|beat|left|became|bought|brought|fought|held|taught|drew"
_DOES = re.compile(rf"({_NAME}) (?:has |have |had )?({_DID})\b")


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong, in one sentence, and what it makes of the statement."""

    label: Literal["contradicted", "unsupported"]
    reason: str


def find_alarm(statement: str, source: str, context: str = "") -> Alarm | None:
    """The first alarm, those that contradict before those that only go beyond the source.

    `context` is what stands round the source, its title for one: a name may come from there.
    """
    for check in (changed_value, misplaced_value, changed_negation, opposite, changed_doer, lost_speaker):
        if reason := check(statement, source):
            return Alarm("contradicted", reason)
    if reason := changed_name(statement, f"{source}\n{context}"):
        return Alarm("contradicted" if _rests_on(statement, source, NEAR_MATCH) else "unsupported", reason)
    for check in (missing_value, *BEYOND):
        if reason := check(statement, source):
            return Alarm("unsupported", reason)
    return None


def changed_value(statement: str, source: str) -> str | None:
    """A number or date of the statement where the source has another of the same type."""
    there = values(source)
    for value in values(statement):
        match, other = compare(value, [v for v in there if not _of_other_things(value, v, statement, source)])
        if match == "other" and other and not is_derived(value, there) and _rests_on(statement, source, NEAR_MATCH):
            return _differs(value, other)
    return None


def _of_other_things(value: Value, other: Value, statement: str, source: str) -> bool:
    """Counts of two things of which one text names both: "two women" beside "seven volumes"."""
    if value.kind != "count" or value.unit == other.unit or not value.unit or not other.unit:
        return False
    return value.unit in terms(source) or other.unit in terms(statement)


def missing_value(statement: str, source: str) -> str | None:
    """A number or date that the source has nothing like, or that isn't the one it has."""
    there = values(source)
    for value in values(statement):
        match, other = compare(value, there)
        counts_few = value.kind == "count" and value.amount <= FEW and not value.text.isdigit()
        if match != "same" and not is_derived(value, there) and (other or not counts_few):
            return _differs(value, other) if other else f"“{value.text}” is not in the cited source."
    return None


def misplaced_value(statement: str, source: str) -> str | None:
    """A value that the source has, but says of something else: "begun in 1421 and consecrated in 1467"."""
    for value in values(statement):
        wanted = terms(statement) - terms(value.text)
        clauses = [(coverage(wanted, clause), values(clause), clause) for clause in clauses_in(source)]
        holding = [share for share, there, _ in clauses if compare(value, there)[0] == "same"]
        for share, there, clause in clauses if holding else ():
            match, other = compare(value, there)
            if match == "other" and other and share >= NEARLY_ALL and share > max(holding):
                return _differs(value, other)
            if match == "same" and (other := _after_the_same_word(value, statement, there, clause)):
                return _differs(value, other)
    return None


def _after_the_same_word(value: Value, statement: str, there: list[Value], clause: str) -> Value | None:
    """The value that stands in the source after the word that this one stands after, "from" or "to"."""
    word = word_before(statement, value.start)
    after = [v for v in there if word_before(clause, v.start) == word and v.kind == value.kind]
    if word not in ("from", "to") or not after or any(compare(value, [v])[0] == "same" for v in after):
        return None
    return after[0]


def changed_negation(statement: str, source: str) -> str | None:
    """One denies what the other says, in nearly the same words."""
    clause = nearest_clause(statement, source)
    ours, theirs = _denied(_without_values(statement)), _denied(_without_values(clause))
    denied = (ours or theirs) & terms(statement) & terms(clause)
    if bool(ours) == bool(theirs) or not denied or not _rests_on(statement, clause, NEARLY_ALL):
        return None
    return f"Only the {'statement' if ours else 'source'} has a negation."


def opposite(statement: str, source: str) -> str | None:
    """One has a word, the other its opposite, in nearly the same words."""
    clause = nearest_clause(statement, source)
    pair = opposed_words(statement, clause)
    others = terms(statement) - set(pair or ())
    if pair is None or bool(_denied(statement)) != bool(_denied(clause)) or coverage(others, clause) < NEARLY_ALL:
        return None
    return f"It says the opposite of the cited source: “{pair[0]}” against “{pair[1]}”."


def changed_doer(statement: str, source: str) -> str | None:
    """The source names somebody else as the one who did it: "scored by B after a pass from A"."""
    ours, theirs = _doers(statement), _doers(source)
    for verb, people in ours.items():
        others = theirs.get(verb, set())
        if (
            others
            and _rests_on(statement, source, NEAR_MATCH)
            and not any(_same_name(a, b) for a in people for b in others)
        ):
            return f"In the cited source it is {min(others)}, not {min(people)}."
    return None


def changed_name(statement: str, source: str) -> str | None:
    """A name that the source doesn't have. Part of a longer one ("Yale University") may be left out by the source."""
    known = {word.strip(".,;:!?()\"'").removesuffix("'s").casefold() for word in _plain(source).split()}
    known |= {_initials(run).casefold() for run in _RUN.findall(source)}
    spelled_out = [run for run in _RUN.findall(statement) if _initials(run).casefold() in known]
    known |= {word.casefold() for run in spelled_out for word in run.split()}
    for name in sorted(_plain(name) for name in {*names(statement), *_swapped_opener(statement, source)}):
        bare = name.removesuffix("'s").casefold()
        if (
            bare not in known
            and not any(_same_origin(bare, word) for word in known)
            and not _left_out(name, statement, source)
        ):
            return f"“{name}” is not in the cited source."
    return None


def _left_out(name: str, statement: str, source: str) -> bool:
    """Whether the source has another part of the name, and no other name beside it."""
    for run in _RUN.findall(_plain(statement)):
        rest = [word for word in run.split() if word != name] if name in run.split() else []
        for word in rest:
            alone = re.search(rf"(?<![A-Z]\w)\b{re.escape(word)}\b(?! [A-Z])", source)
            if alone and not re.search(rf"[A-Z][\w’'-]+ {re.escape(word)}\b", source):
                return True
    return False


def _swapped_opener(statement: str, source: str) -> set[str]:
    """The word that opens the statement, if the source opens with another and goes on alike: then both are names."""
    ours, theirs = statement.split()[:2], source.split()[:2]
    alike = len(ours) == len(theirs) == 2 and ours[1] == theirs[1] and ours[0] != theirs[0]
    return {ours[0]} if alike and _may_be_name(ours[0]) else set()


def _may_be_name(opener: str) -> bool:
    """A sentence opens with a capital anyway: a plural, a number or a function word is taken to be no name."""
    return (
        not opener.endswith("s")
        and opener.lower() not in STOP_WORDS
        and not numbers(opener)
        and opener.lower() not in _QUANTIFIERS
    )


def _doers(text: str) -> dict[str, set[str]]:
    """Who does what, by the verb's stem: "scored by A and B", "A scored"."""
    found: dict[str, set[str]] = {}
    for match in _DONE_BY.finditer(text):
        people = _NAMES.findall(_ELSEWHERE.split(match.group(2))[0])
        found.setdefault(stem(match.group(1)), set()).update(people)
    for match in _DOES.finditer(text):
        name, verb = match.groups()
        if not re.match(rf"{verb}(?: \w+)? by\b", text[match.start(2) :]) and _may_be_name(name):
            found.setdefault(stem(verb), set()).add(name)
    return {verb: people for verb, people in found.items() if people}


def _same_name(left: str, right: str) -> bool:
    return bool(terms(left) & terms(right)) or {left, right} & {_initials(left), _initials(right)} != set()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper() and word != "The")


def _same_origin(name: str, word: str) -> bool:
    """A land and its people share how they begin; such a pair is left to the judge."""
    return len(name) > INITIALS and len(word) > INITIALS and name[: INITIALS + 1] == word[: INITIALS + 1]


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _denied(text: str) -> frozenset[str]:
    """The first terms after each word of negation: what it denies. Nothing, if an exception follows."""
    if _EXCEPTION.search(text):
        return frozenset()
    found = [match.end() for pattern in (NEGATION, _WITHOUT) for match in pattern.finditer(text)]
    return frozenset(term for at in found for term in terms_after(text, at))


def _without_values(text: str) -> str:
    """The text without its values: to have "no charge" is a price, and denies nothing."""
    for value in reversed(values(text)):
        text = text[: value.start] + text[value.end :]
    return text


def _rests_on(statement: str, source: str, share: float) -> bool:
    """Whether a clause of the source has this share of the statement's terms, its values and names left aside."""
    odd = " ".join([value.text for value in values(statement)] + [n for n in names(statement) if n not in source])
    wanted = terms(statement) - terms(odd)
    return coverage(wanted, nearest_clause(statement, source, odd)) >= share


def _differs(value: Value, other: Value) -> str:
    return f"It says {value.text}, the cited source says {other.text}."
