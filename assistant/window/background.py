"""Long work on a thread of its own, watched from a handler that streams its progress to the browser."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Report = Callable[..., None]

BEAT_SECONDS = 0.15


class CancelledError(Exception):
    """The work was stopped because nobody waits for it any more."""


class Worker:
    """Daemon threads that do one job after another; with one thread, no two jobs ever run into each other.

    Threads that live on also keep their database connections, where a new one each time would leave one behind.
    """

    def __init__(self, name: str, threads: int = 1) -> None:
        self._jobs: queue.Queue[Job[Any]] = queue.Queue()
        self._threads = [
            threading.Thread(target=self._run, name=f"crosscheck-{name}-{n}", daemon=True) for n in range(threads)
        ]
        self._starting = threading.Lock()

    def start(self, work: Callable[[Report], T]) -> "Job[T]":
        """Queue some work. It is called with a function that takes its progress, and raises once it is cancelled."""
        with self._starting:
            for thread in self._threads:
                if thread.ident is None:
                    thread.start()
        job = Job(work)
        self._jobs.put(job)
        return job

    @property
    def is_busy(self) -> bool:
        """Whether new work has to wait."""
        return self._jobs.unfinished_tasks >= len(self._threads)

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

    def progress(self) -> Iterator[tuple | None]:
        """The latest progress, again and again until the work is done. Left early, it cancels the work.

        It is given even if it hasn't changed: a handler can be stopped only when it yields.
        """
        try:
            while not self._done.wait(BEAT_SECONDS):
                yield self._latest
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
