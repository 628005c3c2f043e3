"""The engine's thread, scheduling, runs, devices and caches."""
