#!/usr/bin/env python3
"""Opens what was exported for a spreadsheet of each language in LibreOffice, with what that
language parts cells by and writes decimals with: each column is a column, each figure a number."""
import csv
import subprocess
import sys
import xml.etree.ElementTree as tree

top = sys.argv[1]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# What parts cells, as a code point, and the number by which LibreOffice knows the language.
LANGUAGES = {"fr": (59, 3084), "en": (44, 4105)}  # as in Canada


def opened(language, name):
    parts, number = LANGUAGES[language]
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{top}/office",
         f"--infilter=Text - txt - csv (StarCalc):{parts},34,76,1,,{number}",
         "--convert-to", "fods", "--outdir", f"{top}/{language}", f"{top}/{language}/{name}.csv"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    rows = []
    for row in tree.parse(f"{top}/{language}/{name}.fods").iter(f"{TABLE}table-row"):
        cells = []
        for cell in row.iter(f"{TABLE}table-cell"):
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            text = "\n".join("".join(p.itertext()) for p in cell)
            value = cell.get(f"{OFFICE}value")
            cells += [text if value is None else float(value)] * times
        rows.append(cells)
    return [row for row in rows if any(cell != "" for cell in row)]


def close(cell, text):
    """The same as in the file that everybody reads."""
    if isinstance(cell, float):
        return text != "" and abs(cell - float(text)) < 1e-9
    if text in ("true", "false"):
        return cell.lower() == text
    return cell.lstrip("'") == text.lstrip("'")


fractions = 0
for language in LANGUAGES:
    for name in ("tallies", "clauses", "rooms"):
        with open(f"{top}/csv/{name}.csv", encoding="utf-8", newline="") as file:
            expected = list(csv.reader(file))
        found = opened(language, name)
        assert len(found) == len(expected), (language, name, len(found), len(expected))
        for cells, wanted in zip(found, expected):
            cells += [""] * (len(wanted) - len(cells))
            for cell, text in zip(cells, wanted):
                assert close(cell, text), (language, name, cell, text)
                fractions += isinstance(cell, float) and "." in text
assert fractions > 20, "no fraction was looked at"
print(f"  {fractions} fractions are numbers")
