"""The history of the database's shape (Alembic)."""

from pathlib import Path

FOLDER = Path(__file__).parent
