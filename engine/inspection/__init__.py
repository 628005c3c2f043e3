"""Looking into a network without disturbing it: kept outputs, the arithmetic of a unit, receptive fields."""
