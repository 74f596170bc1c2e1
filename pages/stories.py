"""Stories: what worked, what did not?"""

from lib.ui.app.frame import open_page
from lib.ui.steering.stories import (
    opened_story,
    show_stories,
    show_story,
    show_title,
    show_withdrawn,
)
from lib.views.steering.stories import stories_view

page = open_page()

view = stories_view(page.snapshot)
card = opened_story(view)

if card:
    show_story(page, card)
else:
    show_title(page, view)
    show_stories(page, view)
    show_withdrawn(page, view)
