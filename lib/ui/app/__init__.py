"""What surrounds a page: frame, address, session, reader."""
