-- Documents, statements, actors and ties that stand: one row.
WITH
standing AS (
    SELECT s.statement, s.symmetric, coalesce(s.affiliation, s.event || coalesce(':' || s.mode, ''), s.lemma) AS relation
    FROM statements s JOIN documents d USING (document) WHERE d.superseded IS NULL
),
takers AS (
    SELECT p.statement, p.role, p.position, coalesce(i.meant, a.id) AS id
    FROM participants p JOIN standing USING (statement) JOIN actors a USING (actor)
        LEFT JOIN identities i ON i.id = a.id
    WHERE p.role <> 'said-by'
),
pairs AS (
    SELECT s.statement, s.id AS a, t.id AS b
    FROM takers s JOIN takers t USING (statement) WHERE s.role = 'source' AND t.role = 'target'
    UNION ALL -- those who do something to each other, all among the targets: the first with each other
    SELECT s.statement, s.id, t.id
    FROM takers s JOIN takers t ON t.statement = s.statement AND t.position > s.position
    WHERE s.role = 'target' AND t.role = 'target'
      AND s.position = (SELECT min(position) FROM takers f WHERE f.statement = s.statement)
      AND NOT EXISTS (SELECT 1 FROM participants p WHERE p.statement = s.statement AND p.role = 'source')
      AND (SELECT symmetric FROM statements g WHERE g.statement = s.statement)
),
ties AS (
    SELECT DISTINCT iif(symmetric, min(a, b), a), iif(symmetric, max(a, b), b), relation, symmetric
    FROM pairs JOIN standing USING (statement)
)
SELECT (SELECT count(*) FROM documents WHERE superseded IS NULL),
       (SELECT count(*) FROM standing),
       (SELECT count(DISTINCT id) FROM takers),
       (SELECT count(*) FROM ties);
