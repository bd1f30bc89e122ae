"""Answers the questions of docs/query.md with pandas, and with Athena's SQL parsed as Trino's and run by DuckDB.

Arguments: the folder of `facts export`. Standard input: {"python": [...], "trino": [...], "views": [...]}. Prints
{"python": [...], "trino": [...]}, each answer as an object of numbers. A text that does not parse is an error.
"""

import json
import os
import sys

import duckdb
import sqlglot

os.chdir(sys.argv[1])
asked = json.load(sys.stdin)

connection = duckdb.connect()
for table in ("signals", "cases", "victims", "traffickers"):
    connection.execute(f"CREATE VIEW {table} AS FROM '{table}.parquet'")


def with_pandas(snippet):
    names = {}
    exec(snippet, names)
    return {key: int(count) for key, count in names["answer"].items()}


def with_trino(question):
    (statement,) = sqlglot.transpile(question, read="trino", write="duckdb")
    return {key: int(count) for key, count in connection.execute(statement).fetchall()}


for view in asked["views"]:
    sqlglot.parse_one(view, read="trino")
print(
    json.dumps(
        {
            "python": [with_pandas(snippet) for snippet in asked["python"]],
            "trino": [with_trino(question) for question in asked["trino"]],
        }
    )
)
