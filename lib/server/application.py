"""The middleware of the application, outermost first, and the patches applied at the start."""

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir

from lib.server.middleware.access import AccessMiddleware
from lib.server.middleware.concurrency import ConcurrencyMiddleware
from lib.server.middleware.cross_site import CrossSiteMiddleware
from lib.server.middleware.index_page import IndexPageMiddleware
from lib.server.middleware.link_view import LinkViewMiddleware
from lib.server.middleware.media import MediaMiddleware
from lib.server.middleware.request_limits import RequestLimitsMiddleware
from lib.server.middleware.security_headers import SecurityHeadersMiddleware, content_policy
from lib.server.middleware.sign_in import SignInMiddleware
from lib.server.middleware.startup_error import StartupErrorMiddleware
from lib.server.middleware.static_files import StaticFilesMiddleware
from lib.server.middleware.visits import VisitMiddleware
from lib.streamlit_patches.client_operations import refuse_client_operations
from lib.streamlit_patches.frontend import frontend_page
from lib.streamlit_patches.header_limit import limit_headers
from lib.streamlit_patches.message_limit import limit_messages
from lib.streamlit_patches.pages_directory import disable_pages_directory
from lib.streamlit_patches.shared_deflate import share_deflate


def prepare_streamlit() -> None:
    """Apply the patches of Streamlit and its web server, before they start."""
    disable_pages_directory()
    refuse_client_operations()
    share_deflate()
    limit_headers()
    limit_messages()


def middleware() -> list[Middleware]:
    """Return the middleware between a request and the pages, outermost first."""
    folder = Path(get_static_dir())
    page = frontend_page(folder)
    return [
        Middleware(StartupErrorMiddleware),
        Middleware(RequestLimitsMiddleware),
        Middleware(SecurityHeadersMiddleware, policy=content_policy(page)),
        *access_middleware(),
        Middleware(StaticFilesMiddleware, folder=folder, page=page),
        Middleware(IndexPageMiddleware, page=page),
    ]


def access_middleware() -> list[Middleware]:
    """Return the middleware that decides access; those behind the second use its decision."""
    return [
        Middleware(LinkViewMiddleware),
        Middleware(AccessMiddleware),
        Middleware(ConcurrencyMiddleware),
        Middleware(CrossSiteMiddleware),
        Middleware(MediaMiddleware),
        Middleware(VisitMiddleware),
        Middleware(SignInMiddleware),
    ]
