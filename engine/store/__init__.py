"""The store (存储): the history and what is read from it, in a SQLite file or a PostgreSQL database.

The only package that knows SQLModel, SQLAlchemy, Alembic and psycopg. ``tables.py`` is the schema, ``migrations`` bring
a database to it, ``store.py`` reads and writes it without objects in between, ``maintenance.py`` looks after it.
"""
