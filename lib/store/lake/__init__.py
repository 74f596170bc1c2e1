"""The DuckLake backend."""
