"""Uploads: what did we load?"""

from lib.ui.frame import open_page
from lib.ui.upload_drop import show_drop
from lib.ui.upload_edit import show_edit
from lib.ui.upload_files import show_files
from lib.ui.upload_history import show_history
from lib.ui.upload_quality import show_quality
from lib.ui.uploads import choose_section, show_title
from lib.views.data_quality import data_quality
from lib.views.uploads import uploads_view

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
