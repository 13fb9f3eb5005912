-- What is kept of matches. Nothing here says anything without the workspace's key: see package org.afterleak.finding.
-- SQLite and PostgreSQL both know this SQL but for two words: BLOB is BYTEA there, and WITHOUT ROWID does not exist.

-- Proves that the key is the one that the rest was sealed with.
CREATE TABLE key_check (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
    sealed BLOB NOT NULL
);

CREATE TABLE finding (
    -- 1, 2, 3, ... in the order in which they were found
    number INTEGER NOT NULL PRIMARY KEY,
    -- f- and base32 of a keyed tag of address and payload digest
    id VARCHAR(18) NOT NULL UNIQUE,
    -- address, source, times, digest, tier, campaigns, status, first places: sealed, padded
    summary BLOB NOT NULL,
    -- every record with its reasons and places: sealed, padded
    records BLOB NOT NULL
);

-- Which record is in which finding: a keyed tag of both together. Without the key no row can be tied to a finding or to
-- another row. No row number either: it would tell in which order, and so with which finding, a row came.
CREATE TABLE finding_record (
    label BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- What a packet is made from: sealed, padded.
CREATE TABLE evidence (
    number INTEGER NOT NULL PRIMARY KEY REFERENCES finding (number),
    sealed BLOB NOT NULL
);
