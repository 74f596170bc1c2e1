"""Sharing: who can see what?"""

from lib.ui.app.frame import open_page
from lib.ui.data.sharing import show_audit, show_form, show_links, show_title
from lib.views.data.sharing import sharing_view

page = open_page()

view = sharing_view(page.snapshot)

show_title(page, view)
show_form(page)
show_links(page, view)
show_audit(page, view)
