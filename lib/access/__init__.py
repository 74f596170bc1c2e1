"""Who may see and change what: share links, cookies, rate limits."""
