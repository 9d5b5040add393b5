"""The floor: the same commit by plain SQL over one connection, as durable (`synchronous=FULL`)."""

import sqlite3
import tempfile
import time
from pathlib import Path

SCHEMA = """
CREATE TABLE center (id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE series (id INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE ticket (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, state TEXT NOT NULL, turn INTEGER NOT NULL);
CREATE TABLE document (id INTEGER PRIMARY KEY, facts TEXT NOT NULL);
CREATE INDEX waiting ON ticket (turn) WHERE state = 'waiting';
INSERT INTO center VALUES (1, 0);
INSERT INTO series VALUES (1, 0);
"""
FACTS = "x" * 900


def commits_a_second(rounds: int) -> float:
    """Give how many tickets a second plain SQL issues, each in its own durable transaction."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "floor.sqlite", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.executescript(SCHEMA)
        began = time.perf_counter()
        for turn in range(rounds):
            _issue(connection, turn)
        spent = time.perf_counter() - began
        connection.close()
    return rounds / spent


def _issue(connection: sqlite3.Connection, turn: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE center SET version = version + 1 WHERE id = 1")
    number = connection.execute("UPDATE series SET last = last + 1 WHERE id = 1 RETURNING last").fetchone()[0]
    connection.execute("INSERT INTO ticket (number, state, turn) VALUES (?, 'waiting', ?)", (number, turn))
    connection.execute("INSERT INTO document (facts) VALUES (?)", (FACTS,))
    connection.execute("COMMIT")
