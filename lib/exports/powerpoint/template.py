"""The presentation that slides are added to: ours, or a company's template with named layouts."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Pt

from lib.errors import InvalidInputError
from lib.exports.powerpoint.shapes import Box, Native
from lib.i18n.translate import N_

Kind = Literal["cover", "content"]

LAYOUTS: dict[Kind, tuple[str, ...]] = {
    "cover": ("Title Slide", "Diapositive de titre"),
    "content": ("Title Only", "Titre seul"),
}
"""Names of the layout of each kind of slide, in both languages of PowerPoint."""

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_WIDE = (960.0, 540.0)
_TEMPLATE, _SLIDES = (
    b"presentationml.template.main+xml",
    b"presentationml.presentation.main+xml",
)
_LARGEST = 50_000_000


def open_template(path: Path | None = None) -> Native:
    """Return an empty presentation, ours or on a company's template.

    Raises
    ------
    InvalidInputError
        When the template cannot be read, is not wide, or misses a layout: it says which.
    """
    if path is None:
        return _ours()
    try:
        presentation = Presentation(io.BytesIO(_as_slides(path)))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise InvalidInputError(
            N_("The template cannot be read as a PowerPoint file: {path}."), path=path.name
        ) from error
    width, height = presentation.slide_width, presentation.slide_height
    if abs(width / height - _WIDE[0] / _WIDE[1]) > 0.01:
        raise InvalidInputError(N_("The slides of the template must be in 16:9 format."))
    for kind in LAYOUTS:
        layout(presentation, kind)
    _without_slides(presentation)
    return presentation


def layout(presentation: Native, kind: Kind) -> Native:
    """Return the layout of one kind of slide.

    Raises
    ------
    InvalidInputError
        When it is missing, or holds no title: it says so, with the layouts found.
    """
    layouts = {candidate.name: candidate for candidate in presentation.slide_layouts}
    chosen = next((layouts[name] for name in LAYOUTS[kind] if name in layouts), None)
    if chosen is None:
        raise InvalidInputError(
            N_("The template has no layout named {wanted}. It has: {found}."),
            wanted=" / ".join(LAYOUTS[kind]),
            found=", ".join(layouts),
        )
    if not any(place.placeholder_format.type in _TITLES for place in chosen.placeholders):
        raise InvalidInputError(
            N_("The layout {layout} of the template has no title."), layout=chosen.name
        )
    return chosen


def _as_slides(path: Path) -> bytes:
    """Return the bytes of a template, also of one saved as ``.potx``."""
    if path.stat().st_size > _LARGEST:
        raise ValueError(path.name)
    content_bytes = io.BytesIO()
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(content_bytes, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        if sum(entry.file_size for entry in source.infolist()) > 4 * _LARGEST:
            raise ValueError(path.name)
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(_TEMPLATE, _SLIDES)
            copy.writestr(entry, content)
    return content_bytes.getvalue()


def _without_slides(presentation: Native) -> None:
    """Leave out the sample slides of a template."""
    listed = presentation.slides._sldIdLst
    for slide_id in list(listed):
        presentation.part.drop_rel(slide_id.rId)
        listed.remove(slide_id)


def _ours() -> Native:
    """Return a plain wide presentation with titles to the left, in the reader's fonts."""
    presentation = Presentation()
    theme = presentation.slide_master.part.part_related_by(RT.THEME)
    theme._blob = theme.blob.replace(b'typeface="Calibri"', b'typeface="Arial"')
    size = Box(0, 0, *_WIDE).emu
    presentation.slide_width, presentation.slide_height = size[2], size[3]
    presentation.element.sldSz.set("type", "custom")  # python-pptx leaves 4:3 there
    for name, box in _titles():
        slide_layout = next(
            candidate for candidate in presentation.slide_layouts if candidate.name == name
        )
        for place in slide_layout.placeholders:
            if place.placeholder_format.type in _TITLES:
                place.left, place.top, place.width, place.height = box.emu
            elif place.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
                place.left, place.top, place.width, place.height = Box(34, 290, 890, 60).emu
            else:
                place._element.getparent().remove(place._element)
    styles = presentation.slide_master._element.find(qn("p:txStyles"))
    level = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    level.find(qn("a:defRPr")).set("sz", str(Pt(20).centipoints))
    level.find(qn("a:defRPr")).set("b", "1")
    return presentation


def _titles() -> Iterator[tuple[str, Box]]:
    yield "Title Slide", Box(34, 190, 890, 90)
    yield "Title Only", Box(34, 22, 890, 56)
