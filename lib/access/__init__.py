"""Who may see and change what: share links, sign-ins, roles and rate limits, from plain values."""
