"""What leaves Tandem: reports and tables."""
