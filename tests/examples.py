"""The example in Python gives the same outputs as the command line: examples.py PATH-OF-SCINET."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "evaluate.py"
CASES = [
    ("#fit?nets=relu:3,elu:2,tanh:4,sigmoid:2&polynomials=none&epochs=50&batch=64", ["-1.25"]),
    ("#fit?nets=elu:5&polynomials=none&epochs=50&batch=64", ["4"]),
    ("#scinet?encoder=7,6&latent=2&decoder=5&activation=tanh&epochs=20&batch=32", ["1.4", "0.6"]),
    ("#scinet?space=log&encoder=7&latent=3&decoder=none&epochs=20&batch=32", ["0.1", "-1.5"]),
]


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    scinet = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/net.safetensors"
        for link, inputs in CASES:
            said(scinet, "run", link, "--out", file)
            at = said(scinet, "evaluate", file, "--samples", "100", f"--at={','.join(inputs)}", "--json")
            nets = json.loads(at)["measures"].values()
            # The command line's JSON has its own order of networks.
            expected = sorted(y for net in nets for y in net["at"]["outputs"].values())
            found = sorted(float(y) for y in said(sys.executable, EXAMPLE, file, *inputs).split())
            near = [abs(a - b) <= 1e-5 * max(1, abs(b)) for a, b in zip(found, expected, strict=True)]
            assert found and all(near), f"{link}: {found} in Python, {expected} on the command line"
    print(f"{len(CASES)} networks, the same outputs in Python")


main()
