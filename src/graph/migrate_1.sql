-- From version 1 to 2: forms of documents are counted, statements know their run, texts have a sketch, who is
-- who can be judged.
ALTER TABLE documents ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE documents ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN sketch BLOB;
UPDATE documents SET revision = (
    SELECT count(*) FROM documents d WHERE d.id = documents.id AND d.kind = documents.kind AND d.document <= documents.document
);
ALTER TABLE statements ADD COLUMN run INTEGER NOT NULL DEFAULT 1;
UPDATE statements SET run = (SELECT run FROM documents d WHERE d.document = statements.document);
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
