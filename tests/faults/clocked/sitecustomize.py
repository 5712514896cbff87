"""Read by Python as it starts, under libfaketime alone: it refuses the system call of `time.sleep` when the monotonic
clock is left true, and this one does the same."""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
