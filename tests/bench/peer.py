"""What the peers in Python share: `PEER.py CASES.json CASE THREADS SECONDS` prints ms an epoch, last loss and version."""

import json
import sys
import time

EPSILON = 1e-8
BETA = 0.01


def asked():
    """The case, the threads and the seconds that the command line asks for."""
    cases, name, threads, seconds = sys.argv[1:5]
    return json.loads(cases)[name], int(threads), float(seconds)


def truth(omega, gamma, atan2):
    """Phase and amplitude of the driven oscillator, in any library's arrays."""
    friction, stiffness = 2 * gamma * omega, 1 - omega * omega
    return atan2(friction, stiffness), (friction * friction + stiffness * stiffness) ** -0.5


def report(epochs, seconds, version):
    """Times `epochs`, which trains some epochs and gives their number and the last loss; warms it up before."""

    def run(seconds):
        start, done, calls = time.perf_counter(), 0, 0
        while time.perf_counter() - start < seconds or calls < 2:
            n, loss = epochs()
            done, calls = done + n, calls + 1
        return 1000 * (time.perf_counter() - start) / done, loss

    run(seconds / 4)
    ms, loss = run(seconds)
    print(json.dumps({"ms": ms, "loss": float(loss), "version": version}))
