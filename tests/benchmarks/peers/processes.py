"""A server as its processes: processor time and memory of all of them together."""

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A page being served: where, and by which process with its children."""

    port: int
    pid: int
    path: str

    def cpu_milliseconds(self):
        """Return the processor time used so far, to the nanosecond."""
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in family(self.pid)) * 1_000

    def memory_megabytes(self):
        """Return the memory usages now; what the processes share is counted once."""
        usages = sorted(
            (_kilobytes(pid) for pid in family(self.pid)), key=lambda usage: usage["Rss"]
        )
        others = sum(usage["Private_Clean"] + usage["Private_Dirty"] for usage in usages[:-1])
        return (usages[-1]["Rss"] + others) / 1_024


def family(pid):
    """Return a process and all that it has started."""
    pids = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            pids += family(int(child))
    return pids


def end(process):
    """Stop a server and what it has started, by their numbers."""
    started = family(process.pid) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
    for pid in started[1:]:
        if Path(f"/proc/{pid}").exists():
            os.kill(pid, 15)


def _kilobytes(pid):
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    sizes = re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)
    return {name: int(size) for name, size in sizes}
