"""Non-linear least squares: problems with their chain rules, three methods, the energy over two parameters."""
