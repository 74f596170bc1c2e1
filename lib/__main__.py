"""``python -m lib``: Tandem on the command line."""

import sys

from lib.cli.program import main

sys.exit(main())
