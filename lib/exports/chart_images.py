"""Charts as pictures: the specifications of the pages, drawn without a browser.

A renderer that finds none of a chart's fonts leaves its texts out without a word, so the fonts are
those of a package of ours and every family ends with a generic one.
"""

import json
import re
from functools import lru_cache

from lib.charts.drawing.theme import LARGE, PHONE_PICTURE, Spec
from lib.charts.pairs.pair_chart import pair_chart
from lib.exports.pictures import PICTURES
from lib.i18n.translate import Locale
from lib.views.series import PairSeries

_KEPT = 64  # drawings of one update in both sizes, shared by its formats
_ROOT = re.compile(r"<svg\b([^>]*)>")


def pair_svg(tandem: PairSeries, locale: Locale, width: int = LARGE.width) -> str:
    """Return a pair's chart as SVG, without a name of its own: the page around it names it."""
    return _svg(_text(pair_chart(tandem, locale=locale, width=width, interactive=False)))


def pair_phone_svg(tandem: PairSeries, locale: Locale) -> str:
    """Return a pair's chart as SVG, in the drawing for a phone."""
    return pair_svg(tandem, locale, PHONE_PICTURE)


def pair_png(tandem: PairSeries, locale: Locale) -> bytes:
    """Return a pair's chart as PNG at twice its size, for messages that show no SVG."""
    return PICTURES.draw(pair_chart(tandem, locale=locale, interactive=False), "png")


def inline_svg(svg: str) -> str:
    """Return a drawing as a part of a page: it scales, and readers hear the page's name of it."""
    return _ROOT.sub(
        lambda found: f'<svg{found[1]} aria-hidden="true" focusable="false">', svg, count=1
    )


def _text(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=_KEPT)
def _svg(spec: str) -> str:
    return PICTURES.draw(json.loads(spec), "svg").decode()
