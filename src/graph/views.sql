-- For reading with other tools: the ties between actors, one row for each statement and target.
CREATE VIEW ties AS
SELECT coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = a.id), a.name) AS source,
       coalesce(r.affiliation, r.event || coalesce(':' || r.mode, ''), r.lemma) AS relation,
       coalesce((SELECT min(m.name) FROM identities i JOIN actors m ON m.id = i.meant WHERE i.id = b.id), b.name) AS target, r.lemma AS predicate, s.polarity, s.modality,
       coalesce(s.when_start, s.when_end) AS date, d.id AS document, d.publisher, q.quote
FROM statements s
JOIN relations r ON r.relation = s.relation
JOIN documents d ON d.document = s.document AND d.superseded IS NULL
JOIN participants p ON p.statement = s.statement AND p.role = 'source'
JOIN actors a ON a.actor = p.actor
JOIN participants t ON t.statement = s.statement AND t.role = 'target'
JOIN actors b ON b.actor = t.actor
LEFT JOIN sentences q ON q.sentence = s.sentence;
