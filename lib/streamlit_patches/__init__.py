"""Every use of a private part of a dependency."""
