-- Rows made for the screens. Everything here can be made again from the operations; PROJECTION rises when a table or a row's shape changes.
-- `row` is the whole row as JSON; the columns beside it are what is filtered, sorted and counted by.

CREATE TABLE events (
    event    BLOB PRIMARY KEY,
    words    TEXT NOT NULL,                                 -- the name, folded, to sort by
    archived INTEGER NOT NULL,
    row      TEXT NOT NULL,
    extra    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE areas (
    area     BLOB PRIMARY KEY,
    event    BLOB NOT NULL,
    place    INTEGER NOT NULL,                              -- its place in the list
    words    TEXT NOT NULL,
    archived INTEGER NOT NULL,
    row      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX areas_by_event ON areas (event);

CREATE TABLE collaborators (
    collaborator BLOB PRIMARY KEY,
    event        BLOB NOT NULL,
    words        TEXT NOT NULL,
    archived     INTEGER NOT NULL,
    row          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX collaborators_by_event ON collaborators (event);

CREATE TABLE crew (
    crew         BLOB PRIMARY KEY,
    event        BLOB NOT NULL,
    collaborator BLOB NOT NULL,
    person       BLOB,                                      -- the person behind the record, when they have access
    words        TEXT NOT NULL,
    contact      INTEGER NOT NULL,
    archived     INTEGER NOT NULL,
    row          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX crew_by_event ON crew (event, words);
CREATE INDEX crew_by_collaborator ON crew (collaborator, archived, contact, person);

CREATE TABLE people (
    event  BLOB NOT NULL,
    person BLOB NOT NULL,
    words  TEXT NOT NULL,
    row    TEXT NOT NULL,
    PRIMARY KEY (event, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE drives (
    owner   BLOB PRIMARY KEY,                               -- the event, area or collaborator whose drive it is
    event   BLOB NOT NULL,
    rank    INTEGER NOT NULL,                               -- the event's own first, then collaborators', then areas'
    words   TEXT NOT NULL,
    row     TEXT NOT NULL                                   -- without its folders
) STRICT, WITHOUT ROWID;
CREATE INDEX drives_by_event ON drives (event);

CREATE TABLE folders (
    owner  BLOB NOT NULL,                                   -- the drive's owner
    folder BLOB NOT NULL,
    words  TEXT NOT NULL,
    row    TEXT NOT NULL,
    PRIMARY KEY (owner, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_rows (
    place         INTEGER PRIMARY KEY,
    file          BLOB NOT NULL UNIQUE,
    event         BLOB NOT NULL,
    kind          INTEGER NOT NULL,                         -- 0 file, 1 deliverable
    archived      INTEGER NOT NULL,
    waived        INTEGER NOT NULL,
    status        INTEGER NOT NULL,
    state         INTEGER NOT NULL,                         -- the group of a list cut by state
    forked        INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    words         TEXT NOT NULL,
    drive         BLOB NOT NULL,                            -- the drive's owner
    folder        BLOB,
    area          BLOB,
    assignee      BLOB,                                     -- the first, by which lists are cut
    due_rank      INTEGER NOT NULL,                         -- the earliest due date; the largest number when there is none
    overdue_from  INTEGER,                                  -- after this instant it is overdue; absent when it cannot become so
    due_soon_from INTEGER,                                  -- from this instant it is due soon or overdue
    owe           INTEGER NOT NULL,                         -- its ball is with me or a side of mine
    owed          INTEGER NOT NULL,                         -- I made or manage it and its ball is with somebody else
    review        INTEGER NOT NULL,                         -- my answer is wanted
    changed_at    INTEGER NOT NULL,
    row           TEXT NOT NULL,
    extra         TEXT NOT NULL
) STRICT;
CREATE INDEX files_list ON file_rows (event, archived, due_rank, number, kind, overdue_from);
CREATE INDEX files_overdue ON file_rows (event, overdue_from) WHERE overdue_from IS NOT NULL;
CREATE INDEX files_due_soon ON file_rows (event, due_soon_from) WHERE due_soon_from IS NOT NULL;
CREATE INDEX files_area_overdue ON file_rows (area, overdue_from) WHERE area IS NOT NULL;
CREATE INDEX files_drive ON file_rows (drive, folder, archived);
CREATE INDEX files_owe ON file_rows (event, due_rank, number) WHERE owe;
CREATE INDEX files_owed ON file_rows (event, due_rank, number) WHERE owed;
CREATE INDEX files_review ON file_rows (event, due_rank, number) WHERE review;

CREATE TABLE file_assignees (
    collaborator  BLOB NOT NULL,
    file          BLOB NOT NULL,
    event         BLOB NOT NULL,
    elsewhere     INTEGER NOT NULL,                         -- its ball is with somebody else
    due_rank      INTEGER NOT NULL,
    overdue_from  INTEGER,
    due_soon_from INTEGER,
    PRIMARY KEY (collaborator, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignees_by_file ON file_assignees (file);
CREATE INDEX assignees_overdue ON file_assignees (collaborator, overdue_from) WHERE overdue_from IS NOT NULL;
CREATE INDEX assignees_due_soon ON file_assignees (collaborator, due_soon_from) WHERE due_soon_from IS NOT NULL;
CREATE INDEX assignees_elsewhere ON file_assignees (collaborator, due_rank, file) WHERE elsewhere;

CREATE TABLE ball_in_court (
    file     BLOB NOT NULL,
    kind     INTEGER NOT NULL,                              -- 0 collaborator, 1 person
    id       TEXT NOT NULL,
    why      INTEGER NOT NULL,                              -- 0 deliver, 1 review, 2 change, 3 accept, 4 choose
    event    BLOB NOT NULL,
    due_rank INTEGER NOT NULL,
    PRIMARY KEY (file, kind, id, why)
) STRICT, WITHOUT ROWID;
CREATE INDEX ball_by_holder ON ball_in_court (kind, id, due_rank, file, why);

CREATE TABLE file_shows (
    file  BLOB NOT NULL UNIQUE,
    event BLOB NOT NULL,
    show  TEXT NOT NULL                                     -- everything on the File screen but its row
) STRICT;

CREATE TABLE tallies (
    scope        BLOB PRIMARY KEY,                          -- an event, an area or a collaborator
    files        INTEGER NOT NULL DEFAULT 0,                -- not archived, of either kind
    deliverables INTEGER NOT NULL DEFAULT 0,                -- not archived
    counted      INTEGER NOT NULL DEFAULT 0,                -- deliverables neither archived nor waived; the next six are of these
    incomplete   INTEGER NOT NULL DEFAULT 0,
    delivered    INTEGER NOT NULL DEFAULT 0,
    awaiting     INTEGER NOT NULL DEFAULT 0,
    changes      INTEGER NOT NULL DEFAULT 0,
    approved     INTEGER NOT NULL DEFAULT 0,
    forked       INTEGER NOT NULL DEFAULT 0,
    owe          INTEGER NOT NULL DEFAULT 0,                -- mine, of either kind; with a collaborator: deliverables whose ball it has
    owed         INTEGER NOT NULL DEFAULT 0,
    review       INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    operation BLOB NOT NULL UNIQUE,
    event     BLOB NOT NULL,
    file      BLOB,
    made_at   INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    row       TEXT NOT NULL
) STRICT;
CREATE INDEX activity_by_event ON activity (event, made_at, operation);
CREATE INDEX activity_by_file ON activity (file, made_at, operation) WHERE file IS NOT NULL;
CREATE INDEX activity_by_time ON activity (made_at, operation);
CREATE INDEX activity_aside ON activity (state, made_at, operation) WHERE state <> 0;

CREATE TABLE findable (
    place INTEGER PRIMARY KEY,
    event BLOB NOT NULL,
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    file  BLOB,
    title TEXT NOT NULL,
    text  TEXT NOT NULL,
    at    TEXT NOT NULL,                                    -- where: the file a comment is on, the collaborator of a crew record
    scope TEXT NOT NULL,                                    -- the event, as one word that nobody can type
    UNIQUE (kind, id, event)
) STRICT;
CREATE INDEX findable_by_file ON findable (file) WHERE file IS NOT NULL;
CREATE INDEX findable_by_title ON findable (kind, title);

CREATE VIRTUAL TABLE found USING fts5 (
    title, text, scope, content = 'findable', content_rowid = 'place', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER findable_added AFTER INSERT ON findable BEGIN
    INSERT INTO found (rowid, title, text, scope) VALUES (new.place, new.title, new.text, new.scope);
END;
CREATE TRIGGER findable_removed AFTER DELETE ON findable BEGIN
    INSERT INTO found (found, rowid, title, text, scope) VALUES ('delete', old.place, old.title, old.text, old.scope);
END;
CREATE TRIGGER findable_changed AFTER UPDATE OF title, text ON findable BEGIN
    INSERT INTO found (found, rowid, title, text, scope) VALUES ('delete', old.place, old.title, old.text, old.scope);
    INSERT INTO found (rowid, title, text, scope) VALUES (new.place, new.title, new.text, new.scope);
END;
