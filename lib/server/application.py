"""What ``app.py`` is made of when it is served: life, routes, edge and errors."""

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager

from lib.server.failures import PlainStartFailure
from lib.server.middleware.access import Edge
from lib.server.middleware.index_page import IndexPage
from lib.server.middleware.security_headers import SecurityHeaders, content_policy
from lib.server.middleware.static_files import StaticFiles
from lib.streamlit_patches.frontend import frontend_page
from lib.streamlit_patches.header_limit import bound_heads
from lib.streamlit_patches.shared_deflate import share_packing


def prepare_streamlit() -> None:
    """Set what Streamlit and its web server have no option for, before they start."""
    close_pages_bypass()
    share_packing()
    bound_heads()


def close_pages_bypass() -> None:
    """Keep Streamlit from running a page script by itself.

    A folder named ``pages`` switches its own discovery on until some session has called
    ``st.navigation``: until then a deep link would run the page without its frame.
    """
    PagesManager.uses_pages_directory = False


def middleware() -> list[Middleware]:
    """Return what stands between a request and the pages, outermost first."""
    folder = Path(get_static_dir())
    page = frontend_page(folder)
    return [
        Middleware(PlainStartFailure),
        Middleware(SecurityHeaders, policy=content_policy(page)),
        Middleware(Edge),
        Middleware(StaticFiles, folder=folder, page=page),
        Middleware(IndexPage, page=page),
    ]
