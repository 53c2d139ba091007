-- The catalog's tables as they were first. A change is a step of its own: the next numbered file in this folder.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    date TEXT,
    format TEXT NOT NULL,
    text TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('indexing', 'ready', 'removing')),
    added_at TEXT NOT NULL
);

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX files_of_document ON files (document_id);

-- AUTOINCREMENT: a passage's number is never used again, so a stray vector can't come to mean another passage
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages (document_id, start);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    passage_id INTEGER REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL
);
CREATE INDEX sentences_of_document ON sentences (document_id, start);
CREATE INDEX sentences_of_passage ON sentences (passage_id, start);

CREATE VIRTUAL TABLE keywords USING fts5 (
    text, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
    INSERT INTO keywords (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN
    INSERT INTO keywords (keywords, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- what a judge said of two texts, by their content, so that it outlives re-indexing
CREATE TABLE verdicts (
    judge TEXT NOT NULL,
    pair TEXT NOT NULL,
    entails REAL NOT NULL,
    neutral REAL NOT NULL,
    contradicts REAL NOT NULL,
    PRIMARY KEY (judge, pair)
) WITHOUT ROWID;
