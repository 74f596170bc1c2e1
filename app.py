"""Tandem. Streamlit runs this file as a page; a server imports it as the application.

``streamlit run app.py`` and ``uvicorn app:app`` both find ``app``; each run of a page executes the
first branch.
"""

import streamlit as st

from lib.server.application import middleware, prepare_streamlit
from lib.server.errors import show_request_error, show_script_error
from lib.server.lifespan import lifespan
from lib.server.routes.routes import routes
from lib.ui.app.frame import run_app

if __name__ == "__main__":
    run_app()
else:
    prepare_streamlit()
    app = st.App(
        __file__,
        lifespan=lifespan(),
        routes=routes(),
        middleware=middleware(),
        on_script_error=show_script_error,
        exception_handlers={Exception: show_request_error},
    )
