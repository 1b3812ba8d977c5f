-- From version 3 to 4: what is said has its polarity and modality; times and phrases stand once for all statements that have
-- them; a statement has its source and first target in its own row.
ALTER TABLE relations RENAME TO old_relations;
DROP INDEX relations_by_predicate;
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
CREATE TEMP TABLE said AS
SELECT row_number() OVER (ORDER BY min(statement)) AS new, relation AS old, polarity, modality
FROM statements GROUP BY relation, polarity, modality;
CREATE INDEX temp.said_by_old ON said (old, polarity, modality);
INSERT INTO relations
SELECT new, predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric, polarity, modality
FROM said JOIN old_relations ON relation = old ORDER BY new;

CREATE TABLE times (                   -- when something happens, as it is said; many statements share one
    time      INTEGER PRIMARY KEY,
    "start"   TEXT,
    "end"     TEXT,
    precision TEXT NOT NULL,
    text      TEXT NOT NULL            -- the words; empty in tables
);
CREATE INDEX times_by_days ON times ("start", "end");
INSERT INTO times ("start", "end", precision, text)
SELECT when_start, when_end, when_precision, when_text FROM statements WHERE when_precision IS NOT NULL
GROUP BY when_start, when_end, when_precision, when_text ORDER BY min(statement);

CREATE TABLE mentions (                -- phrases that take part, and who is meant; those that mean somebody stand once
    mention INTEGER PRIMARY KEY,
    text    TEXT NOT NULL,
    actor   INTEGER REFERENCES actors  -- NULL when it is no actor or nobody can tell
);
CREATE INDEX mentions_by_actor ON mentions (actor, text) WHERE actor IS NOT NULL;
INSERT INTO mentions (text, actor) SELECT text, actor FROM participants GROUP BY text, actor ORDER BY min(statement), text, actor;
CREATE INDEX mentions_by_text ON mentions (text);
CREATE TEMP TABLE taking_part (
    statement INTEGER, role TEXT, position INTEGER, mention INTEGER, "start" INTEGER, "end" INTEGER,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
INSERT INTO taking_part
SELECT p.statement, p.role, p.position, m.mention, p."start", p."end"
FROM participants p JOIN mentions m ON m.text = p.text AND m.actor IS p.actor;
DROP INDEX mentions_by_text;
DROP TABLE participants;

CREATE TABLE others (                  -- who else is in a statement: further targets, and who says so
    statement INTEGER NOT NULL REFERENCES statements,
    role      TEXT NOT NULL CHECK (role IN ('target', 'said-by')),
    position  INTEGER NOT NULL,        -- order among several of a role, from 0
    mention   INTEGER NOT NULL REFERENCES mentions,
    "start"   INTEGER,
    "end"     INTEGER,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
INSERT INTO others SELECT * FROM taking_part WHERE role = 'said-by' OR role = 'target' AND position > 0;

CREATE TABLE new_statements (          -- one claim by one source
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
INSERT INTO new_statements
SELECT s.statement, s.document, s.run, said.new, w.time, a.mention, a."start", a."end", b.mention, b."start", b."end",
    s.id, s.published, s.sentence, s.confidence, s.rule,
    iif(s.url = d.id || '#row=' || CAST(substr(s.url, length(d.id) + 6) AS INTEGER), CAST(substr(s.url, length(d.id) + 6) AS INTEGER), NULL),
    iif(s.url = d.id || '#row=' || CAST(substr(s.url, length(d.id) + 6) AS INTEGER), NULL, s.url),
    s.spans, s.arguments, s.place, s.place_start, s.place_end, s.place_country, s.quantity, s.quantity_bound,
    s.quantity_unit, s.quantity_text
FROM statements s
JOIN documents d USING (document)
JOIN said ON said.old = s.relation AND said.polarity = s.polarity AND said.modality = s.modality
LEFT JOIN times w ON w."start" IS s.when_start AND w."end" IS s.when_end AND w.precision = s.when_precision AND w.text = s.when_text
LEFT JOIN taking_part a ON a.statement = s.statement AND a.role = 'source' AND a.position = 0
LEFT JOIN taking_part b ON b.statement = s.statement AND b.role = 'target' AND b.position = 0
ORDER BY s.statement;
DROP TABLE statements;
ALTER TABLE new_statements RENAME TO statements;
DROP TABLE old_relations;
DROP TABLE said;
DROP TABLE taking_part;
