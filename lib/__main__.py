"""``python -m lib``: Tandem on the command line."""

import sys

from lib.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
