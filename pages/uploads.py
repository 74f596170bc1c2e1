"""Uploads: what did we load?"""

from lib.ui.app.frame import open_page
from lib.ui.uploads.edit import show_edit
from lib.ui.uploads.files import show_files
from lib.ui.uploads.history import show_history
from lib.ui.uploads.load import show_drop
from lib.ui.uploads.quality import show_quality
from lib.ui.uploads.uploads import choose_section, show_title
from lib.views.data.quality import data_quality
from lib.views.data.uploads import uploads_view

page = open_page()

view = uploads_view(page.snapshot)
show_title(page, view)
section = choose_section(page)

if section == "load":
    show_drop(page)
elif section == "history":
    show_history(page, view)
elif section == "quality":
    show_quality(page, data_quality(page.snapshot))
elif section == "edit":
    show_edit(page)
else:
    show_files(page, view)
