"""What a job that was cancelled had half done is gone with it, and not when somebody looks for garbage."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from descent_tui.objectives.lanczos import Cancelled as Stopped
from descent_tui.session.work import Cancelled
from descent_tui.tui.job import Job


class Nobody:
    """Receives reports."""

    def post_message(self, message):
        """Do nothing."""


def cancelled_in_the_middle(error):
    """Run a job that makes a large array, and is stopped while it waits for another; return the job and the array."""
    seen = []

    def parts():
        large = np.ones(100_000)
        seen.append(weakref.ref(large))
        yield large
        raise error

    def compute():
        for part in parts():
            job.offer(part.sum())

    job = Job(compute, Nobody())
    job.start()
    assert job.wait(10)
    job._thread.join(10)
    return job, seen[0]


@pytest.mark.parametrize("error", [Cancelled(), Stopped(), ValueError("wrong")])
def test_a_job_that_failed_holds_nothing_it_made(error):
    kind = type(error)
    gc.disable()
    try:
        job, large = cancelled_in_the_middle(error)
        assert large() is None
        with pytest.raises(kind):
            job.result()
    finally:
        gc.enable()


@pytest.mark.parametrize("error", [Cancelled(), Stopped()])
def test_a_job_that_was_cancelled_goes_when_it_is_dropped(error):
    def asked():
        job, _ = cancelled_in_the_middle(error)
        try:
            job.result()
        except type(error):
            return weakref.ref(job)

    gc.collect()
    gc.disable()
    try:
        left = asked()
        assert left is not None
        assert left() is None
    finally:
        gc.enable()


def test_what_it_came_to_is_told_all_the_same():
    job, _ = cancelled_in_the_middle(Cancelled(("a session", "an action")))
    for _ in range(2):
        with pytest.raises(Cancelled) as cut:
            job.result()
        assert cut.value.so_far == ("a session", "an action")
