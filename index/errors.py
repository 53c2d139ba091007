"""Every error a user of the library can meet, in one tree.

    CrosscheckError
    ├── LibraryError          the library folder can't be used as asked
    │   ├── LibraryBusyError      another process is writing
    │   ├── ModelMismatchError    made with another embedding model
    │   └── NewerLibraryError     made by a newer Crosscheck
    ├── SourceError           one source file can't be read; the others are unaffected
    ├── UnknownDocumentError  no document has this id
    └── ModelError            a model can't be loaded or doesn't answer

Each message says what happened, to which file or model, and what to do about it.
"""


class CrosscheckError(Exception):
    """Base of all errors raised on purpose."""


class LibraryError(CrosscheckError):
    """The library folder can't be used as asked."""


class LibraryBusyError(LibraryError):
    """Another process is writing to this library."""


class ModelMismatchError(LibraryError):
    """The library's vectors come from another embedding model than the one asked for."""


class NewerLibraryError(LibraryError):
    """The library was made by a newer Crosscheck than this one."""


class SourceError(CrosscheckError):
    """One source file can't be read. Its message is the line shown in the ingest report."""


class UnknownDocumentError(CrosscheckError):
    """No document of the library has the given id."""


class ModelError(CrosscheckError):
    """A model can't be loaded, or doesn't answer."""
