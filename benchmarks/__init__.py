"""Side-by-side measurements: Vitrine against the bare forward pass and against the peers a user would pick instead."""
