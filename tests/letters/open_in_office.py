"""Opens spreadsheets in LibreOffice and says what stands in them; run by the Python that has its `uno` module.

Standard input is a JSON list of jobs: `path`, and where they are needed `password`, import `options`, and `save` as
[path, filter, options]. Standard output is a JSON list: `cells` of the first sheet and every different one of the
`formulas` in all sheets, or `refused`.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

FORMULA = 16  # com.sun.star.sheet.CellFlags


def told(**values: Any) -> tuple[Any, ...]:
    found = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        found.append(one)
    return tuple(found)


@contextlib.contextmanager
def office(profile: str) -> Iterator[Any]:
    pipe = f"reviewer{os.getpid()}"
    own = f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}"
    running = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", own, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        for _ in range(600):
            try:
                there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.1)
        yield there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    finally:
        running.terminate()
        running.wait(30)


def done(desk: Any, job: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"Hidden": True}
    given |= {"Password": job["password"]} if "password" in job else {}
    if "options" in job:
        given |= {"FilterName": "Text - txt - csv (StarCalc)", "FilterOptions": job["options"]}
    try:
        book = desk.loadComponentFromURL(uno.systemPathToFileUrl(job["path"]), "_blank", 0, told(**given))
    except Exception as fault:
        return {"refused": str(fault)}
    if "save" in job:
        path, kind, options = job["save"]
        book.storeToURL(uno.systemPathToFileUrl(path), told(FilterName=kind, FilterOptions=options))
    sheets = [book.Sheets.getByIndex(place) for place in range(book.Sheets.Count)]
    formulas = {
        cell
        for sheet in sheets
        for part in sheet.queryContentCells(FORMULA)
        for row in part.getFormulaArray()
        for cell in row
    }
    cursor = sheets[0].createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    cells = sheets[0].getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).getDataArray()
    book.close(True)
    return {"cells": [list(row) for row in cells], "formulas": sorted(formulas)}


if __name__ == "__main__":
    with office(sys.argv[1]) as running_office:
        print(json.dumps([done(running_office, job) for job in json.load(sys.stdin)]))
