"""Words and texts of single pages: closed lists, uploads, methods, glossary."""
