-- Made when a run ends: filling them meanwhile would cost a first run as much as all the rest.
CREATE INDEX IF NOT EXISTS statements_by_document ON statements (document);
CREATE INDEX IF NOT EXISTS statements_by_source ON statements (source);
CREATE INDEX IF NOT EXISTS statements_by_target ON statements (target);
CREATE INDEX IF NOT EXISTS statements_by_sentence ON statements (sentence) WHERE sentence IS NOT NULL;
CREATE INDEX IF NOT EXISTS others_by_mention ON others (mention);
-- The words of the sentences, by their stems.
CREATE VIRTUAL TABLE IF NOT EXISTS quotes USING fts5 (
    quote, content = 'sentences', content_rowid = 'sentence', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO quotes (rowid, quote)
    SELECT sentence, quote FROM sentences WHERE sentence > (SELECT coalesce(max(id), 0) FROM quotes_docsize) ORDER BY sentence;
