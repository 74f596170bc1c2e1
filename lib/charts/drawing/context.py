"""The reader's circumstances, handed to every drawing function as one value."""

from dataclasses import dataclass

from lib.charts.drawing.theme import Size, Theme, ThemeName, theme_of
from lib.i18n.translate import Locale


@dataclass(frozen=True, slots=True)
class Style:
    """Size, theme and language of one chart."""

    size: Size
    theme: ThemeName
    locale: Locale

    @property
    def palette(self) -> Theme:
        """The colours of the theme."""
        return theme_of(self.theme)

    @property
    def detailed(self) -> bool:
        """Whether there is room for names, restatements and notes: not on small cards."""
        return self.size.full or self.size.narrow
