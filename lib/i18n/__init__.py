"""Texts in two languages, and numbers and dates as a reader expects them."""
