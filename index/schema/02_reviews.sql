-- what a person decided of a conflict, by the content of its two sentences, so that it outlives re-indexing,
-- replaced documents and another judge
CREATE TABLE reviews (
    pair TEXT PRIMARY KEY,
    status TEXT CHECK (status IN ('accepted', 'dismissed')),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
