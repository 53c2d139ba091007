"""The `crosscheck` command."""

import sys

from index.errors import CrosscheckError

EXIT_ABSTAINED = 3
EXIT_CONFLICT = 1
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130


def main() -> None:
    """Run the command line; an error becomes one line on stderr that says what to do, and exit code 2."""
    from assistant.cli.commands import app

    try:
        app(standalone_mode=True)
    except CrosscheckError as error:
        print(f"crosscheck: {error}", file=sys.stderr)
        sys.exit(EXIT_ERROR)
    except KeyboardInterrupt:
        print(
            "crosscheck: stopped. What was done is kept; run the same command again to go on.",
            file=sys.stderr,
        )
        sys.exit(EXIT_INTERRUPTED)
