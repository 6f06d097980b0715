"""The examples in Python give the same outputs as the command line, in ten lines: examples.py PATH-OF-SCINET."""

import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
FIT, SCINET = EXAMPLES / "evaluate.py", EXAMPLES / "evaluate_scinet.py"
CASES = [
    (FIT, "#fit?nets=relu:3,elu:2,tanh:4,sigmoid:2&polynomials=none&epochs=50&batch=64", ["-1.25"]),
    (FIT, "#fit?nets=elu:5&polynomials=none&epochs=50&batch=64", ["4"]),
    (SCINET, "#scinet?encoder=7,6,5,5,4,4&latent=2&decoder=5&activation=tanh&epochs=20&batch=32", ["1.4", "0.6"]),
    (SCINET, "#scinet?space=log&encoder=7&latent=3&decoder=none&epochs=20&batch=32", ["0.1", "-1.5"]),
]


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def n_lines(example):
    """Lines of code: not those that are empty, comments, docstrings or imports."""
    text = example.read_text()
    is_words = lambda node: isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    others = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom)) or is_words(node)]
    left_out = {line for node in others for line in range(node.lineno, node.end_lineno + 1)}
    lines = [line.strip() for n, line in enumerate(text.splitlines(), 1) if n not in left_out]
    return sum(line != "" and not line.startswith("#") for line in lines)


def main():
    scinet = sys.argv[1]
    for example in (FIT, SCINET):
        assert n_lines(example) <= 10, f"{example.name} has {n_lines(example)} lines of code"
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/net.safetensors"
        for example, link, inputs in CASES:
            said(scinet, "run", link, "--out", file)
            at = said(scinet, "evaluate", file, "--samples", "100", f"--at={','.join(inputs)}", "--json")
            nets = json.loads(at)["measures"].values()
            # The command line's JSON has its own order of networks.
            expected = sorted(y for net in nets for y in net["at"]["outputs"].values())
            found = sorted(float(y) for y in said(sys.executable, example, file, *inputs).split())
            near = [abs(a - b) <= 1e-5 * max(1, abs(b)) for a, b in zip(found, expected, strict=True)]
            assert found and all(near), f"{link}: {found} in Python, {expected} on the command line"
    print(f"{len(CASES)} files, the same outputs in Python")


main()
