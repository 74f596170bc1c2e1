"""Rendering context of a chart: size, theme and locale."""

from dataclasses import dataclass, replace

from lib.charts.drawing.theme import Size
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.i18n.translate import Locale


@dataclass(frozen=True, slots=True)
class ChartContext:
    """Size, theme and language of one chart."""

    size: Size
    theme: ThemeName
    locale: Locale

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return PALETTES[self.theme]

    @property
    def slim(self) -> "ChartContext":
        """The context of the narrow drawing of the same chart."""
        return self if self.size.slim is None else replace(self, size=self.size.slim)

    @property
    def detailed(self) -> bool:
        """Whether names, restatements and notes are drawn: not on small cards."""
        return self.size.full or self.size.narrow
