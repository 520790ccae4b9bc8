"""`make bench`: make an environment for the peers, measure everything, and print one table.

Peers are installed into `.venv-bench` and never beside the program, so that no test leans on them by accident.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv-bench"
FAMILIES = ("formulas", "pictures", "screens", "optimizers", "networks")

CAVEAT = """\
Each ratio is of two medians measured in turns in this one run. Times by themselves are those of this machine at this
hour: do not compare them with another table. Nothing here fails a build; tests guard counts of evaluations, cells and
bytes instead."""


def prepare() -> Path:
    """Make the environment where it is not there yet; return its Python."""
    python = HOME / "bin/python"
    stamp = HOME / "made"
    needs = [ROOT / "pyproject.toml", ROOT / "constraints.txt", ROOT / "benchmarks/peers/requirements.txt"]
    if stamp.exists() and all(stamp.stat().st_mtime >= need.stat().st_mtime for need in needs):
        return python
    print(f"Making {HOME.name} (once) …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    pip = [str(python), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    pinned = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, *pinned, "--editable", f"{ROOT}[dev]"], check=True)
    for line in needs[-1].read_text("utf-8").splitlines():
        if (
            line
            and not line.startswith("#")
            and subprocess.run([*pip, *pinned, line], check=False, capture_output=True).returncode
        ):
            print(f"{line} could not be had; its rows will say so.", file=sys.stderr)
    stamp.touch()
    return python


def main() -> int:
    """Measure the families named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description="Measure the program beside its peers.")
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"some of {', '.join(FAMILIES)}; all unless said")
    chosen = parser.parse_args().families or FAMILIES
    if unknown := set(chosen) - set(FAMILIES):
        parser.error(f"there is no family {', '.join(sorted(unknown))}: there are {', '.join(FAMILIES)}")
    if Path(sys.prefix).resolve() != HOME:
        return subprocess.run([str(prepare()), __file__, *chosen], check=False).returncode
    return measured(chosen)


def measured(chosen: list[str] | tuple[str, ...]) -> int:
    """Print the table; a family that fails says so in a row of its own."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two threads on two busy cores wait for each other
    sys.path.insert(0, str(ROOT))
    from benchmarks.measure import Row, machine, table

    rows: list[Row] = []
    for family in chosen:
        try:
            for row in import_module(f"benchmarks.{family}").rows():
                print(f"  {row.what}: {row.ours}, {row.ratio}", file=sys.stderr)
                rows.append(row)
        except Exception as error:  # noqa: BLE001 - one family that fails should not hide the others
            rows.append(Row(family, f"not measured: {type(error).__name__}: {error}"))
    print(f"{machine()}\n\n{table(rows)}\n\n{CAVEAT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
