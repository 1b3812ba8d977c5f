"""Reads the tables that `legation export` wrote with DuckDB, and counts the statements of the quads.

Arguments: a folder with one file or folder a format, the number of ties, the number of statements, and that of those
that tie somebody. Ends with 1 at the first table that has other rows.
"""

import sys
from pathlib import Path

import duckdb

folder, (ties, statements, tying) = Path(sys.argv[1]), map(int, sys.argv[2:])


def rows(sql):
    return duckdb.sql(sql).fetchall()


def same(what, found, due):
    if found != due:
        sys.exit(f"{what}: {found}, but {due} are due")


for what in ["csv", "neo4j-csv/relationships.csv"]:
    table = f"read_csv('{folder}/graph.{what}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', new_line='\\n')"
    same(f"{what} rows", rows(f"SELECT count(*) FROM {table}"), [(ties,)])

with (folder / "graph.nquads").open(encoding="utf-8") as quads:
    same("nquads statements", sum("#type> <urn:legation:vocab#Statement> <" in quad for quad in quads), tying)

lines = f"read_json('{folder}/graph.jsonl', format='newline_delimited', columns={{document: 'JSON', statement: 'JSON'}})"
same("jsonl statements", rows(f"SELECT count(statement) FROM {lines}"), [(statements,)])

parquet = folder / "graph.parquet"
if not parquet.exists():
    print("SKIPPED: this build has no Parquet, so nobody reads it (--features parquet)", file=sys.stderr)
    sys.exit()
table = f"SELECT id, quote, polarity, modality, start::VARCHAR, score, len(targets), targets[1], target_ids[1], len(said_by) FROM '{parquet}'"
said = f"""
    SELECT s->>'id', nullif(s->>'quote', ''), s->>'polarity', s->>'modality', s->'when'->>'start', (s->'relation'->>'score')::FLOAT,
           json_array_length(s->'targets'), coalesce(s->'targets'->0->'actor'->>'name', s->'targets'->0->>'text'),
           s->'targets'->0->'actor'->>'id', json_array_length(s->'attribution')
    FROM (SELECT statement AS s FROM {lines} WHERE statement IS NOT NULL)"""
same("parquet rows", rows(f"SELECT count(*) FROM '{parquet}'"), [(statements,)])
for what, one, other in [("parquet rows that nobody said", table, said), ("parquet rows that are missing", said, table)]:
    same(what, rows(f"({one}) EXCEPT ({other}) LIMIT 3"), [])
