"""The fonts that drawings, printed pages and briefs use."""

from importlib.resources import files


def fonts_folder() -> str:
    """Return the folder of the fonts, those of a package of ours."""
    return str(files("font_source_sans_pro").joinpath("files"))
