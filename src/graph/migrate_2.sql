-- From version 2 to 3: what statements say stands once for all that say it; names are found in the file; the ids of
-- statements have no index any more. The rows of names are filled in by the program.
CREATE TABLE relations (               -- what ties say and as what it was coded; many statements share one
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
    symmetric   INTEGER NOT NULL       -- 1 where the parties could change places
);
CREATE INDEX relations_by_predicate ON relations (predicate);
INSERT INTO relations (predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric)
SELECT predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric FROM statements
GROUP BY predicate, lemma, event, mode, contexts, cameo, quad, score, affiliation, symmetric ORDER BY min(statement);
CREATE TABLE new_statements (              -- one claim by one source
    statement        INTEGER PRIMARY KEY,
    document         INTEGER NOT NULL REFERENCES documents,
    run              INTEGER NOT NULL, -- the run that added it
    relation         INTEGER NOT NULL REFERENCES relations,
    polarity         TEXT NOT NULL,
    modality         TEXT NOT NULL,
    published        TEXT,
    when_start       TEXT,
    when_end         TEXT,
    when_precision   TEXT,             -- NULL when no time is given
    when_text        TEXT,
    id               TEXT NOT NULL,    -- content hash; no two statements of a document have one
    sentence         INTEGER REFERENCES sentences,
    confidence       REAL NOT NULL,
    rule             TEXT NOT NULL,
    url              TEXT,
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
SELECT s.statement, s.document, s.run, r.relation, s.polarity, s.modality, s.published, s.when_start, s.when_end,
    s.when_precision, s.when_text, s.id, s.sentence, s.confidence, s.rule, s.url, nullif(s.spans, '[]'),
    nullif(s.arguments, '[]'), s.place, s.place_start, s.place_end, s.place_country, s.quantity, s.quantity_bound,
    s.quantity_unit, s.quantity_text
FROM statements s JOIN relations r ON r.predicate = s.predicate AND r.lemma = s.lemma AND r.event IS s.event
    AND r.mode IS s.mode AND r.contexts IS s.contexts AND r.cameo IS s.cameo AND r.quad IS s.quad
    AND r.score IS s.score AND r.affiliation IS s.affiliation AND r.symmetric = s.symmetric
ORDER BY s.statement;
DROP TABLE statements;
ALTER TABLE new_statements RENAME TO statements;
CREATE INDEX statements_by_document ON statements (document);
CREATE TABLE names (                   -- what actors are called, as it is looked up: letters small and plain
    folded TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('name', 'code', 'used', 'word')), -- a state's code, in a text, part of a name
    actor  INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (folded, kind, actor)
) WITHOUT ROWID;
