"""Records of the other tables: initiatives, OKRs, edits."""
