"""Every error a user can meet: what is wrong, where, and what to do (in Dutch)."""


class WijkkaartError(Exception):
    """Anything the tool can explain; the message is Dutch and complete."""


class ConfigError(WijkkaartError):
    """The configuration or the command line cannot be used; nothing was written."""


class InputError(WijkkaartError):
    """A file that the user gave cannot be used as the source it was given for."""


class SourceUnavailable(WijkkaartError):  # noqa: N818 - what happened, not that it is an error
    """A source could not be had, so its cells become ``bron_ontbreekt``."""


class SourceChanged(WijkkaartError):  # noqa: N818 - what happened, not that it is an error
    """A source answered in a shape that its declaration or protocol does not know."""


class OfflineError(SourceUnavailable):
    """Only snapshots may be used and there is none."""


class ContractError(WijkkaartError):
    """A table breaks the contract of its stage; publishing it would publish a wrong number."""


class NoBoundariesError(WijkkaartError):
    """There are no areas to draw, so nothing can be produced."""


class OutputError(WijkkaartError):
    """The output folder cannot be written."""
