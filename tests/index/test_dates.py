"""The date a document states of itself, and dates it only tells of."""

from datetime import date

import pytest

from index.readers.dates import parse_date
from tests.index.make import source

STATEMENTS = [
    "12 May 2025",
    "12th May, 2025",
    "May 12, 2025",
    "Monday, May 12th 2025",
    "12 MAY 2025",
    "Lindmoor, 12 May 2025",
    "Published 12 May 2025 at 10:40",
    "Published on 12 May 2025.",
    "By Jane Doe | May 12, 2025 | Updated 13 May 2025",
    "2025-05-12",
    "2025-05-12T09:30:00+02:00",
    "Minutes of the meeting of 12 May 2025",
    "Monday, 12 May 2025.",
]
DATELINES = [
    "LINDMOOR, May 12, 2025 (Reuters) - The foundry will close, the company said, and its machines will be sold.",
    "Lindmoor, 12 May 2025 — The foundry will close, the company said on Monday, and its machines will be sold.",
    "12 May 2025: The foundry will close, the company said on Monday, and its machines will be sold in spring.",
]
TALES = [
    "The war began on 12 May 2025.",
    "She was born on 12 May 2025 in a village on the coast, the second of four children of a fisherman.",
    "“It all started on 12 May 2025.”",
    "What happened on May 12, 2025 is still not known!",
]


@pytest.mark.parametrize("line", STATEMENTS + DATELINES)
def test_stated_date(line: str):
    assert source("a.txt", f"The foundry closes\n\n{line}\n\nText follows here.").date == date(2025, 5, 12)


@pytest.mark.parametrize("line", TALES)
def test_a_date_that_is_told_of_is_not_the_documents(line: str):
    assert source("a.txt", f"The foundry closes\n\n{line}\n\nText follows here.").date is None


def test_a_date_line_far_down_is_not_the_documents():
    opening = "\n\n".join(f"Paragraph number {number} of the text." for number in range(8))
    assert source("a.txt", f"{opening}\n\n12 May 2025\n\nMore.").date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 Sept. 2024", date(2024, 9, 3)),
        ("Jan. 5, 2021", date(2021, 1, 5)),
        ("1st March 2020", date(2020, 3, 1)),
        ("30 February 2024", None),
        ("2024-13-01", None),
        ("May 2024", None),
        ("03/04/2024", None),
        ("no date", None),
    ],
)
def test_parse_date(text: str, expected: date | None):
    assert parse_date(text) == expected


def test_the_first_date_counts():
    assert parse_date("13 May 2025, updated 14 May 2025") == date(2025, 5, 13)
