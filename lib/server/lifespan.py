"""Start and stop: open the database, fill an empty one, accept commands, warm up."""

import asyncio
import contextlib
import gc
import importlib
import platform
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from lib.demo.loading import load_demo
from lib.domain.pages import PAGES
from lib.i18n.translate import LANGUAGES, catalog
from lib.server.access_log import flush
from lib.server.integrity import check_in_background
from lib.server.listener import Listener
from lib.server.live_refresh import refresh_open_pages
from lib.server.log import fact, hide_tokens, prepare_log
from lib.server.middleware.request_limits import is_python_fixed
from lib.server.server_address import base_address, editing
from lib.server.warm_up import warm_up, warm_up_each_version
from lib.store.database import Database, close_shared, shared_database
from lib.store.settings import Settings, settings
from lib.store.uploads.uploads import data_version
from lib.streamlit_patches.sign_in import check_sign_in
from lib.views.snapshot import snapshot

Preload = Callable[[Database], object]
"""Something to compute before the first reader comes."""

_HEAVY = (
    "pandas",
    "pyarrow",
    "scipy.special",
    "streamlit.dataframe_util",
    "streamlit.elements.vega_charts",
)


def lifespan(
    *preloads: Preload,
) -> Callable[[ASGIApp | None], AbstractAsyncContextManager[dict[str, object]]]:
    """Return the application's lifespan: all ready before the first request, all closed after.

    Parameters
    ----------
    *preloads
        Called with the database once it is open and filled.
    """

    @contextlib.asynccontextmanager
    async def life(app: ASGIApp | None) -> AsyncIterator[dict[str, object]]:
        chosen = settings()
        prepare_log(as_json=chosen.logs_json)
        started = time.perf_counter()
        hide_tokens()
        if not is_python_fixed():
            fact(
                "unsafe_python", version=platform.python_version(), fixed_in="3.11.10, 3.12.6, 3.13"
            )
        check_sign_in()
        listener = await run_in_threadpool(_start, chosen, preloads)
        try:
            pages = [entry.name for entry in PAGES]
            if app is not None:
                await warm_up(app, pages)
            freeze_gc()
            seconds = time.perf_counter() - started
            fact("ready", address=base_address(), editing=editing(), seconds=f"{seconds:.1f}")
            check_in_background(shared_database(chosen.database))
            async with _background_tasks(app, pages, shared_database(chosen.database)):
                yield {}
        finally:
            _stop(listener, chosen)

    return life


@contextlib.asynccontextmanager
async def _background_tasks(
    app: ASGIApp | None, pages: list[str], database: Database
) -> AsyncIterator[None]:
    """Warm up after every upload and refresh open pages, in the background."""
    if app is None:
        yield
        return
    tasks = (
        asyncio.create_task(warm_up_each_version(app, pages, lambda: snapshot(database).latest)),
        asyncio.create_task(refresh_open_pages(database)),
    )
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _stop(listener: Listener | None, chosen: Settings) -> None:
    """Let a running change end, whether a command or a page makes it; then close."""
    started = time.perf_counter()
    fact("stopping")
    if listener:
        listener.stop()
    flush()
    close_shared(chosen.database)
    fact("stopped", seconds=f"{time.perf_counter() - started:.1f}")


def _start(chosen: Settings, preloads: Iterable[Preload]) -> Listener | None:
    with contextlib.ExitStack() as on_failure:
        database = shared_database(chosen.database)
        on_failure.callback(close_shared, chosen.database)
        _fill(database, loads_demo=chosen.loads_demo)
        listener = _listener(chosen)
        if listener:
            on_failure.callback(listener.stop)
            listener.start()
        preload(database, preloads)
        on_failure.pop_all()
    return listener


def _listener(chosen: Settings) -> Listener | None:
    """Return the listener for commands; commands on a lake need no server."""
    return Listener(chosen.database, base_address()) if isinstance(chosen.database, Path) else None


def _fill(database: Database, *, loads_demo: bool) -> None:
    with database.reading() as connection:
        version = data_version(connection)
    fact("database_open", path=settings().database, version=version)
    if version == 0 and loads_demo:
        count = len(load_demo(database))
        fact("demo_loaded", uploads=count, reason="the database was empty")


def preload(database: Database, preloads: Iterable[Preload]) -> None:
    """Import and compute what the first reader would wait for."""
    for name in _HEAVY:
        importlib.import_module(name)
    for language in LANGUAGES:
        catalog(language)
    for compute in preloads:
        compute(database)


def freeze_gc() -> None:
    """Exclude the objects of the start from garbage collection, which runs after each page."""
    gc.collect()
    gc.freeze()
