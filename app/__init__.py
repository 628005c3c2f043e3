"""The application as the user meets it: the window, its labs, the command line."""

VERSION = "0.1.0"
