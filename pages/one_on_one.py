"""One-to-one: what do I bring to the CEO? Private."""

from lib.ui.app.frame import open_page
from lib.ui.steering.one_on_one import (
    show_due,
    show_meetings,
    show_points,
    show_promises,
    show_questions,
    show_title,
)
from lib.views.steering.one_on_one import one_on_one_view

page = open_page()

brief = one_on_one_view(page.snapshot)

show_title(page, brief)
show_points(page, brief)
show_due(page, brief)
show_promises(page, brief)
show_questions(page, brief)
show_meetings(page, brief)
