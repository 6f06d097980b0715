"""The worked examples of CONTRIBUTING.md: each is one new file and one new line, and both compile without warnings."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / "target" / "contributing"


def main():
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    shutil.copytree(ROOT / "src", COPY / "src")
    for name in ["Cargo.toml", "Cargo.lock", "clippy.toml", "rustfmt.toml"]:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, COPY)
    blocks = re.findall(r"```rust\n// (src/\S+)\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.S)
    files = 0
    for path, code in blocks:
        file = COPY / path
        if file.exists():
            # Part of a list: the line that is marked as new goes to its end.
            (line,) = [line.split("//")[0].rstrip() for line in code.splitlines() if line.endswith("// the new line")]
            text = file.read_text()
            last = [known for known in text.splitlines() if re.fullmatch(r'    \w+::\w+ = "\w+",', known)][-1]
            file.write_text(text.replace(last, f"{last}\n{line}"))
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(code)
            files += 1
    if files != 2 or len(blocks) != 4:
        sys.exit(f"CONTRIBUTING.md: {files} new files in {len(blocks)} blocks of code; expected 2 in 4")
    cargo = dict(cwd=COPY, env={**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target")})
    new = [str(COPY / path) for path, _ in blocks]
    for command in (["rustfmt", "--edition", "2024", "--check", *new], ["cargo", "clippy", "--quiet", "--", "-D", "warnings"]):
        if subprocess.run(command, **cargo).returncode:
            sys.exit("an example of CONTRIBUTING.md is not in order")


main()
