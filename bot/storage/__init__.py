"""The database: tables, migrations, one file of queries per subject, backup. SQLAlchemy lives here only."""
