"""The demo company, Tramontille: invented figures and texts, as a company exports them."""
