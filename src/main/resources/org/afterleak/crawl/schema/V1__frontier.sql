-- Nothing here is in the clear: tags are HMAC-SHA-256 (128 bits, hex), addresses and validators AES-256-GCM.
-- Times are milliseconds since 1970-01-01T00:00:00Z.

CREATE TABLE source (
    tag TEXT NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL,
    -- Start of the visit that is under way, or was cut off; null between two visits.
    visit_opened_at BIGINT
);

CREATE TABLE url (
    source_tag TEXT NOT NULL,
    tag TEXT NOT NULL,
    address BLOB NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('DISCOVERED', 'FETCHED', 'REDIRECTION', 'FETCH_ERROR', 'ERROR')),
    depth INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    -- Not to be fetched before.
    due_at BIGINT NOT NULL,
    settled_at BIGINT,
    -- Tag of the watchlist's state that the last capture was matched against.
    generation TEXT,
    validators BLOB,
    PRIMARY KEY (source_tag, tag)
);

CREATE INDEX url_pending ON url (source_tag, status, due_at);
CREATE INDEX url_tag ON url (tag);
