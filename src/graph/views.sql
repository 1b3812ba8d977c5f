-- Who is in a statement, and as what: one row for each.
CREATE VIEW participants AS
SELECT s.statement, 'source' AS role, 0 AS position, m.text, s.source_start AS "start", s.source_end AS "end", m.actor
FROM statements s JOIN mentions m ON m.mention = s.source
UNION ALL
SELECT s.statement, 'target', 0, m.text, s.target_start, s.target_end, m.actor
FROM statements s JOIN mentions m ON m.mention = s.target
UNION ALL
SELECT o.statement, o.role, o.position, m.text, o."start", o."end", m.actor
FROM others o JOIN mentions m USING (mention);

-- For reading with other tools: the ties between actors, one row for each statement and target.
CREATE VIEW ties AS
SELECT coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = a.id), a.name) AS source,
       coalesce(r.affiliation, r.event || coalesce(':' || r.mode, ''), r.lemma) AS relation,
       coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = b.id), b.name) AS target, r.lemma AS predicate, r.polarity, r.modality,
       coalesce(w."start", w."end") AS date, d.id AS document, d.publisher, q.quote
FROM statements s
JOIN relations r ON r.relation = s.relation
JOIN documents d ON d.document = s.document AND d.superseded IS NULL
JOIN mentions p ON p.mention = s.source
JOIN actors a ON a.actor = p.actor
JOIN participants t ON t.statement = s.statement AND t.role = 'target'
JOIN actors b ON b.actor = t.actor
LEFT JOIN times w ON w.time = s.time
LEFT JOIN sentences q ON q.sentence = s.sentence;
