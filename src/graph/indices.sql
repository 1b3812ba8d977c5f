-- Made when a run ends: filling them meanwhile would cost a first run as much as all the rest.
CREATE INDEX IF NOT EXISTS statements_by_document ON statements (document);
CREATE INDEX IF NOT EXISTS statements_by_source ON statements (source);
CREATE INDEX IF NOT EXISTS statements_by_target ON statements (target);
CREATE INDEX IF NOT EXISTS others_by_mention ON others (mention);
