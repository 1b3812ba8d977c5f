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
    superseded INTEGER REFERENCES runs -- the run that brought a newer text; NULL while this one stands
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

CREATE TABLE statements (              -- one claim by one source
    statement        INTEGER PRIMARY KEY,
    id               TEXT NOT NULL,    -- content hash
    document         INTEGER NOT NULL REFERENCES documents,
    sentence         INTEGER REFERENCES sentences,
    published        TEXT,
    predicate        TEXT NOT NULL,    -- the words
    lemma            TEXT NOT NULL,    -- the words lemmatised
    spans            TEXT NOT NULL,    -- JSON array of {"start","end"}
    event            TEXT,             -- PLOVER event type
    mode             TEXT,
    contexts         TEXT,             -- JSON array
    cameo            TEXT,
    quad             INTEGER,          -- 1 to 4
    score            REAL,
    affiliation      TEXT,             -- in place of an event: 'leads', 'part_of', ...
    arguments        TEXT NOT NULL,    -- JSON array of {"role","case","text","start","end"}
    polarity         TEXT NOT NULL,
    modality         TEXT NOT NULL,
    when_start       TEXT,
    when_end         TEXT,
    when_precision   TEXT,             -- NULL when no time is given
    when_text        TEXT,
    place            TEXT,
    place_start      INTEGER,
    place_end        INTEGER,
    place_country    TEXT,
    quantity         REAL,
    quantity_bound   TEXT,
    quantity_unit    TEXT,
    quantity_text    TEXT,
    symmetric        INTEGER NOT NULL,
    confidence       REAL NOT NULL,
    rule             TEXT NOT NULL,
    url              TEXT,
    UNIQUE (document, id)
);

CREATE TABLE participants (            -- who is in a statement, and as what
    statement INTEGER NOT NULL REFERENCES statements,
    role      TEXT NOT NULL CHECK (role IN ('source', 'target', 'said-by')),
    position  INTEGER NOT NULL,        -- order among several of a role, from 0
    text      TEXT NOT NULL,
    "start"   INTEGER,
    "end"     INTEGER,
    actor     INTEGER REFERENCES actors,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
CREATE INDEX participants_by_actor ON participants (actor);

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

-- For reading with other tools: the ties between actors, one row for each statement and target.
CREATE VIEW ties AS
SELECT coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = a.id), a.name) AS source,
       coalesce(s.affiliation, s.event || coalesce(':' || s.mode, ''), s.lemma) AS relation,
       coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = b.id), b.name) AS target, s.lemma AS predicate, s.polarity, s.modality,
       coalesce(s.when_start, s.when_end) AS date, d.id AS document, d.publisher, q.quote
FROM statements s
JOIN documents d ON d.document = s.document AND d.superseded IS NULL
JOIN participants p ON p.statement = s.statement AND p.role = 'source'
JOIN actors a ON a.actor = p.actor
JOIN participants t ON t.statement = s.statement AND t.role = 'target'
JOIN actors b ON b.actor = t.actor
LEFT JOIN sentences q ON q.sentence = s.sentence;
