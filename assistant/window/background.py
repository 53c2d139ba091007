"""Long work on a thread of its own, watched from a handler that streams its progress to the browser."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Report = Callable[..., None]

_LOOK_EVERY_SECONDS = 0.2


class CancelledError(Exception):
    """The work was stopped because nobody waits for it any more."""


class Worker:
    """One daemon thread that does one job after another: scans and writes never run into each other.

    A thread that lives on also keeps its database connection, where a new thread each time would leave one behind.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.Queue[Job[Any]] = queue.Queue()
        self._name = name
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def start(self, work: Callable[[Report], T]) -> "Job[T]":
        """Queue some work. It is called with a function that takes its progress, and raises once it is cancelled."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        job = Job(work)
        self._jobs.put(job)
        return job

    @property
    def is_busy(self) -> bool:
        """Whether new work has to wait."""
        return self._jobs.unfinished_tasks > 0

    def _run(self) -> None:
        while True:
            self._jobs.get().run()
            self._jobs.task_done()


class Job(Generic[T]):
    """Work under way. Iterate over `progress()`, then take `result()`."""

    def __init__(self, work: Callable[[Report], T]) -> None:
        self._work = work
        self._latest: tuple | None = None
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._done = threading.Event()
        self._cancelled = threading.Event()

    def run(self) -> None:
        """Do the work; called by the worker's thread."""
        try:
            if not self._cancelled.is_set():
                self._result.append(self._work(self._report))
        except BaseException as error:  # handed to whoever takes the result
            self._error = error
        finally:
            self._done.set()

    def _report(self, *progress: Any) -> None:
        if self._cancelled.is_set():
            raise CancelledError
        self._latest = progress

    def progress(self) -> Iterator[tuple]:
        """The latest progress whenever it has changed, until the work is done. Left early, it cancels the work."""
        shown: tuple | None = None
        try:
            while not self._done.wait(_LOOK_EVERY_SECONDS):
                if self._latest is not None and self._latest != shown:
                    shown = self._latest
                    yield shown
        finally:
            if not self._done.is_set():
                self._cancelled.set()

    def result(self) -> T:
        """What the work came to. Raises what it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        if not self._result:
            raise CancelledError
        return self._result[0]
