"""What people decided of conflicts, kept in the catalog by what the two sentences say, not by where they stand."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from assistant.models import KEY_LENGTH, Conflict
from index import CrosscheckError, Review
from index.catalog import Catalog
from index.models import ReviewStatus

LONGEST_REMARK = 2_000
_STATUSES = ("accepted", "dismissed", None)
_KEY = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")


def with_reviews(conflicts: Iterable[Conflict], catalog: Catalog) -> list[Conflict]:
    """The conflicts, each with its review if it has one."""
    reviews = catalog.reviews()
    return [c.model_copy(update={"review": reviews[c.key]}) if c.key in reviews else c for c in conflicts]


def record_review(
    catalog: Catalog, conflict: Conflict | str, status: ReviewStatus | None, reason: str, note: str
) -> Review | None:
    """Keep a review in place of an earlier one; without status, reason and note, take it back and return None.

    Raises `CrosscheckError` for what is no key or no status, and for a remark that is too long to be one.
    """
    key = conflict.key if isinstance(conflict, Conflict) else conflict.strip().lower()
    reason, note = reason.strip(), note.strip()
    _refuse_what_is_none(key, status, max(reason, note, key=len))
    if status is None and not reason and not note:
        catalog.delete_review(key)
        return None
    review = Review(status=status, reason=reason, note=note, at=datetime.now(UTC).replace(microsecond=0))
    catalog.store_review(key, review)
    return review


def _refuse_what_is_none(key: str, status: object, remark: str) -> None:
    if not _KEY.fullmatch(key):
        raise CrosscheckError(f"{key!r} is no key of a conflict. List them with their keys: crosscheck conflicts")
    if status not in _STATUSES:
        raise CrosscheckError(f"{status!r} is no review. A conflict is 'accepted', 'dismissed' or neither (None).")
    if len(remark) > LONGEST_REMARK:
        raise CrosscheckError(f"A reason or note has at most {LONGEST_REMARK:,} characters, this one {len(remark):,}.")
