"""One file a lab: which study it runs and which views show its frames. Found by :func:`app.lab.lab_names`."""
