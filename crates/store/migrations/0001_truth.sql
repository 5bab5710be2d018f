-- What this device keeps and cannot compute again, and the caches that stand beside it. The projection is not here: it is dropped and rebuilt.

CREATE TABLE operations (
    place       INTEGER PRIMARY KEY,                        -- order of arrival on this device
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    event       BLOB NOT NULL CHECK (length(event) = 32),
    log         BLOB NOT NULL CHECK (length(log) = 32),     -- the document, or the roster by its event's hash
    author      BLOB NOT NULL CHECK (length(author) = 32),  -- the device that signed
    seq         INTEGER NOT NULL,                           -- 1, 2, 3 … per (log, author); twice the same is a fork and both are kept
    prev        BLOB CHECK (prev IS NULL OR length(prev) = 32),
    kind        INTEGER NOT NULL,                           -- 0 change, 1 statement, 2 record
    made_at     INTEGER NOT NULL,                           -- the author's clock, ms since 1970 UTC
    received_at INTEGER NOT NULL,                           -- this device's clock when it first had it
    envelope    BLOB NOT NULL,                              -- exactly the bytes that were signed or received
    body        BLOB NOT NULL,
    state       INTEGER NOT NULL,                           -- 0 applied, 1 held, 2 refused, 3 waiting
    rule        TEXT NOT NULL                               -- the rule that held or refused it; empty when applied
) STRICT;
CREATE INDEX operations_by_author ON operations (log, author, seq);
CREATE INDEX operations_by_event ON operations (event, log);
CREATE INDEX operations_aside ON operations (state, place) WHERE state <> 0;

CREATE TABLE witnessed (
    operation     BLOB PRIMARY KEY CHECK (length(operation) = 32),
    first_seen_at INTEGER NOT NULL,                         -- the earliest that another person's witness says; only ever earlier
    by            BLOB NOT NULL CHECK (length(by) = 32)     -- the device whose witness that is
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
    document       BLOB NOT NULL UNIQUE CHECK (length(document) = 32),
    event          BLOB NOT NULL CHECK (length(event) = 32),
    derive_version INTEGER NOT NULL,                        -- the spelling it was made with; another one is made anew
    operations     INTEGER NOT NULL,                        -- how many operations of its log it stands for
    content        BLOB NOT NULL                            -- opaque here
) STRICT;
CREATE INDEX snapshots_by_event ON snapshots (event);

CREATE TABLE files (
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    size        INTEGER NOT NULL,
    outline     BLOB NOT NULL,                              -- chaining values of its 1 MiB pieces, 32 bytes each; empty for one piece
    taken_at    INTEGER NOT NULL,
    quarantined INTEGER NOT NULL DEFAULT 0                  -- its bytes were read twice and were not what their name says
) STRICT;
CREATE INDEX files_by_size ON files (size);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,                                 -- read marks, drafts and filters live here too: local, never sent
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE this_device (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    person      BLOB NOT NULL CHECK (length(person) = 32),
    device      BLOB NOT NULL CHECK (length(device) = 32),
    certificate BLOB NOT NULL,                              -- public: the person's word for the device; empty when none is kept
    name        TEXT NOT NULL,
    device_name TEXT NOT NULL,
    made_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE projection_state (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,                               -- PROJECTION of the program that laid its tables out
    whole   INTEGER NOT NULL                                -- every operation is in it
) STRICT;
