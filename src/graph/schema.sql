-- The graph file. Statements are kept as they were said; everything else is derived from them.
-- Positions ("start", "end") are Unicode code points of the document's text, half-open.
-- Dates are ISO 8601. Nothing in here depends on the clock.

CREATE TABLE runs (                    -- one row for each time that something was added
    run      INTEGER PRIMARY KEY,
    program  TEXT NOT NULL             -- name and version of the program that added it
);

CREATE TABLE documents (               -- what statements stand in
    document   INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,          -- given id, URL, path, or hash of the text
    kind       TEXT NOT NULL CHECK (kind IN ('text', 'table')),
    digest     TEXT,                   -- SHA-256 of program version, metadata and text; NULL for tables
    title      TEXT,
    published  TEXT,
    publisher  TEXT,
    url        TEXT,
    run        INTEGER NOT NULL REFERENCES runs,
    superseded INTEGER REFERENCES runs, -- the run that brought a newer text or took this one out; NULL while it stands
    revision   INTEGER NOT NULL DEFAULT 1, -- counts the forms of one document, and what came after it was taken out
    removed    INTEGER NOT NULL DEFAULT 0, -- 1 when it was taken out
    sketch     BLOB                    -- MinHash of the text, 64 numbers of 16 bits; NULL for tables
);
CREATE UNIQUE INDEX current_documents ON documents (id, kind) WHERE superseded IS NULL;

CREATE TABLE actors (                  -- who takes part, as resolved when the statement was added
    actor   INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,             -- 'state:RUS', 'person:Q7747', 'person:~jane-doe'
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    country TEXT,                      -- ISO 3166-1 alpha-3
    sector  TEXT
);
CREATE INDEX actors_by_id ON actors (id);

CREATE TABLE sentences (               -- the evidence
    sentence INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    "start"  INTEGER,                  -- NULL for a quote that a table gives
    "end"    INTEGER,
    quote    TEXT NOT NULL
);

CREATE TABLE relations (               -- what is said, and as what it was coded; many statements share one
    relation    INTEGER PRIMARY KEY,
    predicate   TEXT NOT NULL,         -- the words
    lemma       TEXT NOT NULL,         -- the words lemmatised
    event       TEXT,                  -- PLOVER event type
    mode        TEXT,
    contexts    TEXT,                  -- JSON array
    cameo       TEXT,
    quad        INTEGER,               -- 1 to 4
    score       REAL,
    affiliation TEXT,                  -- in place of an event: 'leads', 'part_of', ...
    symmetric   INTEGER NOT NULL,      -- 1 where the parties could change places
    polarity    TEXT NOT NULL,
    modality    TEXT NOT NULL
);
CREATE INDEX relations_by_predicate ON relations (predicate);

CREATE TABLE times (                   -- when something happens, as it is said; many statements share one
    time      INTEGER PRIMARY KEY,
    "start"   TEXT,
    "end"     TEXT,
    precision TEXT NOT NULL,
    text      TEXT NOT NULL            -- the words; empty in tables
);
CREATE INDEX times_by_days ON times ("start", "end");

CREATE TABLE mentions (                -- phrases that take part, and who is meant; those that mean somebody stand once
    mention INTEGER PRIMARY KEY,
    text    TEXT NOT NULL,
    actor   INTEGER REFERENCES actors  -- NULL when it is no actor or nobody can tell
);
CREATE INDEX mentions_by_actor ON mentions (actor, text) WHERE actor IS NOT NULL;

CREATE TABLE statements (              -- one claim by one source
    statement        INTEGER PRIMARY KEY,
    document         INTEGER NOT NULL REFERENCES documents,
    run              INTEGER NOT NULL, -- the run that added it
    relation         INTEGER NOT NULL REFERENCES relations,
    time             INTEGER REFERENCES times, -- NULL when no time is given
    source           INTEGER REFERENCES mentions,
    source_start     INTEGER,
    source_end       INTEGER,
    target           INTEGER REFERENCES mentions, -- the first; further ones are in others
    target_start     INTEGER,
    target_end       INTEGER,
    id               TEXT NOT NULL,    -- content hash; no two statements of a document have one
    published        TEXT,
    sentence         INTEGER REFERENCES sentences,
    confidence       REAL NOT NULL,
    rule             TEXT NOT NULL,
    row              INTEGER,          -- of a table: its URL is the document's id, '#row=' and this
    url              TEXT,             -- any other URL
    spans            TEXT,             -- of the predicate's words: JSON array of {"start","end"}
    arguments        TEXT,             -- JSON array of {"role","case","text","start","end"}
    place            TEXT,
    place_start      INTEGER,
    place_end        INTEGER,
    place_country    TEXT,
    quantity         REAL,
    quantity_bound   TEXT,
    quantity_unit    TEXT,
    quantity_text    TEXT
);

CREATE TABLE others (                  -- who else is in a statement: further targets, and who says so
    statement INTEGER NOT NULL REFERENCES statements,
    role      TEXT NOT NULL CHECK (role IN ('target', 'said-by')),
    position  INTEGER NOT NULL,        -- order among several of a role, from 0
    mention   INTEGER NOT NULL REFERENCES mentions,
    "start"   INTEGER,
    "end"     INTEGER,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
-- the indices of statements and others are in indices.sql

CREATE TABLE names (                   -- what actors are called, as it is looked up: letters small and plain
    folded TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('name', 'code', 'used', 'word')), -- a state's code, in a text, part of a name
    actor  INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (folded, kind, actor)
) WITHOUT ROWID;

CREATE TABLE judgements (              -- who is who, as a user judged
    a    TEXT NOT NULL,                -- actor ids, the lesser first
    b    TEXT NOT NULL CHECK (a < b),
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE identities (              -- what the judgements come to: actors that are another one
    id    TEXT PRIMARY KEY,
    meant TEXT NOT NULL                -- the id of the actor that stands for it
) WITHOUT ROWID;
