"""The project's own benchmark: ratios against raw DuckDB and a bare Streamlit page, in one run."""
