"""Views and controls: they draw NumPy arrays and emit plain signals, and know nothing of what computes."""
