"""What can go wrong, as one sentence each: a template that ``app`` can translate, and its arguments."""


class VitrineError(Exception):
    """A failure that is explained to the user in one sentence.

    Parameters
    ----------
    template
        An English sentence with ``str.format`` fields, marked with ``QT_TRANSLATE_NOOP("errors", ...)``.
    arguments
        The values of the fields: names, numbers, paths.
    """

    def __init__(self, template: str, **arguments: object) -> None:
        super().__init__(template, arguments)
        self.template = template
        self.arguments = arguments

    def __str__(self) -> str:
        return self.template.format(**self.arguments)


class InputError(VitrineError):
    """A file, an option or a choice that cannot be used. Exit code 2 on the command line."""


class ComputationError(VitrineError):
    """A computation that started and failed. Exit code 1 on the command line."""


class Cancelled(Exception):  # noqa: N818 - an outcome, not an error
    """Raised inside a long computation whose run was cancelled. Never shown."""
