"""The clock of the bench: CPU seconds, which neighbours on the machine do not change as they change the time of day."""

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes, in all threads of this process."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
