"""Methods: how is each number made?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.data.methods import opened_method, show_dictionary, show_glossary, show_methods
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.text import md
from lib.views.data.methods import methods_view

page = open_page()
_ = page.locale.gettext
view = methods_view()

st.title(md(_("How is each number made?")), anchor=False)
opened = opened_method()
cached_fragment(page, "methods", show_methods, view, opened)
cached_fragment(page, "glossary", show_glossary)
show_dictionary(page, view)
