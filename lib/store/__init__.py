"""The database: append-only tables, migrations, named queries."""
