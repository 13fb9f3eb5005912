-- What is held back: what a person judged innocent, and lone hits that are counted. Nothing here says anything without the
-- workspace's key: see package org.afterleak.suppression. SQLite and PostgreSQL both know this SQL but for BLOB (BYTEA).

-- Proves that the key is the one that the rest was sealed with.
CREATE TABLE key_check (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
    sealed BLOB NOT NULL
);

-- How often something that was held back was set free: pages seen before that are looked at again.
CREATE TABLE epoch (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
    value INTEGER NOT NULL
);

-- A subject of judgements: a page, a content, a site, a record.
CREATE TABLE rule (
    -- n- and a keyed tag of the subject
    id VARCHAR(18) NOT NULL PRIMARY KEY,
    -- subject and judgements: sealed, padded
    judgements BLOB NOT NULL,
    -- how often it held something back, and when last: sealed, all of one size
    held BLOB NOT NULL
);

-- A record's number, address or name, where it stands alone.
CREATE TABLE feature (
    -- q- and a keyed tag of record and kind
    id VARCHAR(18) NOT NULL PRIMARY KEY,
    -- its hits within the window, as keyed tags, or since when it is in quarantine: sealed, padded
    hits BLOB NOT NULL
);
