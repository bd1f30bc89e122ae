"""Makes the workbooks of this folder that Python writes, from the rows in twin/. See README.md."""

import csv
import datetime
import pathlib
import sys
import zipfile

import openpyxl
import pandas
import pyexcelerate
import xlsxwriter

HERE = pathlib.Path(__file__).parent
TABLES = ["signals", "cases", "victims", "traffickers"]
DATES = ["Date Received", "Date Opened"]
FLAGS = ["Related to Trafficking", "Related to Mexico", "Mexico Nexus"]
AGES = ["Age at Contact", "Age"]
MADE = datetime.datetime(2017, 8, 1)


def typed(heading, text):
    """A cell as a spreadsheet has it: dates (the last with a time), booleans and numbers; ids stay text."""
    if text == "":
        return None
    if heading in DATES:
        day = datetime.datetime.fromisoformat(text)
        return day.replace(hour=20, minute=15) if text.endswith("31") else day
    if heading in FLAGS:
        return text == "Yes"
    if heading in AGES and text.isdigit():
        return int(text)
    return text


def table(name):
    with open(HERE / "twin" / f"{name}.csv", encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, [[typed(heading, text) for heading, text in zip(headings, row)] for row in rows]


def with_openpyxl(file, iso_dates=False, epoch=None, write_only=False):
    book = openpyxl.Workbook(write_only=write_only, iso_dates=iso_dates)
    if epoch:
        book.epoch = epoch
    if not write_only:
        book.remove(book.active)
    book.properties.created = book.properties.modified = MADE
    for name in TABLES:
        headings, rows = table(name)
        sheet = book.create_sheet(name)
        sheet.append(headings)
        for row in rows:
            sheet.append(row)
    book.save(HERE / file)


def with_xlsxwriter(file, **options):
    book = xlsxwriter.Workbook(str(HERE / file), options)
    book.set_properties({"created": MADE})
    day = book.add_format({"num_format": "d-mmm-yyyy"})
    for name in TABLES:
        headings, rows = table(name)
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, headings)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(number, at, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                elif value is not None:
                    sheet.write(number, at, value)
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    book.close()


def with_pyexcelerate(file):
    book = pyexcelerate.Workbook()
    for name in TABLES:
        headings, rows = table(name)
        sheet = book.new_sheet(name, data=[headings, *rows])
        for at, heading in enumerate(headings, 1):
            if heading in DATES:
                for number in range(2, len(rows) + 2):
                    sheet.set_cell_style(number, at, pyexcelerate.Style(format=pyexcelerate.Format("mm/dd/yy")))
    book.save(str(HERE / file))


def with_pandas(file, engine):
    with pandas.ExcelWriter(HERE / file, engine=engine) as writer:
        for name in TABLES:
            headings, rows = table(name)
            frame = pandas.DataFrame(rows, columns=headings)
            for heading in AGES:
                if heading in frame:
                    frame[heading] = frame[heading].astype(object)
            frame.to_excel(writer, sheet_name=name, index=False)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def letters(at):
    return chr(65 + at)


class ByHand:
    """A workbook written part by part, as the programs write it that no library here stands for."""

    def __init__(self, file, main, relations, prefix="", references=True, shared=False, iso=False, layout=None):
        self.file, self.main, self.relations, self.p = file, main, relations, prefix
        self.references, self.shared, self.iso = references, [] if shared else None, iso
        self.layout = {"book": "xl/workbook.xml", "sheets": "xl/worksheets/sheet", "texts": "xl/sharedStrings.xml"}
        self.layout.update(layout or {})

    def cell(self, at, number, value):
        p = self.p
        r = f' r="{letters(at)}{number}"' if self.references else ""
        if value is None:
            return "" if self.references else f"<{p}c/>"
        if isinstance(value, bool):
            return f'<{p}c{r} t="b"><{p}v>{int(value)}</{p}v></{p}c>'
        if isinstance(value, datetime.datetime):
            if self.iso:
                return f'<{p}c{r} s="1" t="d"><{p}v>{value.isoformat()}</{p}v></{p}c>'
            days = (value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
            return f'<{p}c{r} s="1"><{p}v>{days:.10g}</{p}v></{p}c>'
        if isinstance(value, int):
            return f"<{p}c{r}><{p}v>{value}</{p}v></{p}c>"
        if self.shared is None:
            half = len(value) // 2
            runs = [f"<{p}r><{p}t xml:space='preserve'>{escaped(part)}</{p}t></{p}r>" for part in (value[:half], value[half:])]
            text = "".join(runs) if half else f"<{p}t><![CDATA[{value}]]></{p}t>"
            return f'<{p}c{r} t="inlineStr"><{p}is>{text}</{p}is></{p}c>'
        self.shared.append(f'<{p}si><{p}t xml:space="preserve">{escaped(value)}</{p}t></{p}si>')
        return f'<{p}c{r} t="s"><{p}v>{len(self.shared) - 1}</{p}v></{p}c>'

    def sheet(self, name):
        p = self.p
        headings, rows = table(name)
        lines = []
        for number, row in enumerate([headings, *rows], 1):
            r = f' r="{number}"' if self.references else ""
            lines.append(f"<{p}row{r}>" + "".join(self.cell(at, number, value) for at, value in enumerate(row)) + f"</{p}row>")
        return self.root("worksheet", f'<{p}dimension ref="A1"/><{p}sheetData>{"".join(lines)}</{p}sheetData>')

    def root(self, name, content, more=""):
        colon = f":{self.p[:-1]}" if self.p else ""
        return f'<{self.p}{name} xmlns{colon}="{self.main}"{more}>{content}</{self.p}{name}>'

    def write(self):
        p, package = self.p, "http://schemas.openxmlformats.org/package/2006"
        book, folder = self.layout["book"], self.layout["book"].rpartition("/")[0]
        sheets = "".join(
            f'<{p}sheet name="{name}" sheetId="{index}" rel:id="s{index}"/>' for index, name in enumerate(TABLES, 1)
        )
        parts = {f'{self.layout["sheets"]}{index}.xml': self.sheet(name) for index, name in enumerate(TABLES, 1)}
        targets = [(f"s{index}", "worksheet", part) for index, part in enumerate(parts, 1)]
        parts["xl/styles.xml"] = self.root(
            "styleSheet",
            f'<{p}numFmts count="1"><{p}numFmt numFmtId="60" formatCode="[$-80A]dd\\ mmm&quot; de &quot;yyyy;@"/></{p}numFmts>'
            f'<{p}cellXfs count="2"><{p}xf numFmtId="0"/><{p}xf numFmtId="60"/></{p}cellXfs>',
        )
        targets.append(("t", "styles", "xl/styles.xml"))
        if self.shared is not None:
            parts[self.layout["texts"]] = self.root("sst", "".join(self.shared))
            targets.append(("u", "sharedStrings", self.layout["texts"].lower()))
        parts[book] = self.root("workbook", f"<{p}sheets>{sheets}</{p}sheets>", f' xmlns:rel="{self.relations}"')
        relation = '<Relationship Id="{}" Type="' + self.relations + '/{}" Target="{}"/>'
        rels = f'<Relationships xmlns="{package}/relationships">{{}}</Relationships>'
        rels_of_book = f"{folder}/_rels/{book.rpartition('/')[2]}.rels".lstrip("/")
        parts[rels_of_book] = rels.format("".join(relation.format(key, kind, f"/{part}") for key, kind, part in targets))
        parts["_rels/.rels"] = rels.format(relation.format("b", "officeDocument", f"./{book}"))
        parts["[Content_Types].xml"] = self.content_types(package, parts)
        with zipfile.ZipFile(HERE / self.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, xml in parts.items():
                entry = zipfile.ZipInfo(name, (2017, 8, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml)

    def content_types(self, package, parts):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        kinds = {"workbook": "sheet.main", "sst": "sharedStrings", "styleSheet": "styles", "worksheet": "worksheet"}
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}.{word}+xml"/>'
            for name, xml in parts.items()
            for root, word in kinds.items()
            if xml.startswith(f"<{self.p}{root} ")
        )
        return (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
        )


TRANSITIONAL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")

if __name__ == "__main__":
    with_openpyxl("openpyxl.xlsx")
    with_openpyxl("openpyxl-iso-dates.xlsx", iso_dates=True)
    with_openpyxl("openpyxl-1904.xlsx", epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)
    with_openpyxl("openpyxl-write-only.xlsx", write_only=True)
    with_xlsxwriter("xlsxwriter.xlsx")
    with_xlsxwriter("xlsxwriter-constant-memory-1904.xlsx", constant_memory=True, date_1904=True)
    with_pyexcelerate("pyexcelerate.xlsx")
    with_pandas("pandas-openpyxl.xlsx", "openpyxl")
    with_pandas("pandas-xlsxwriter.xlsx", "xlsxwriter")
    ByHand("by-hand-strict.xlsx", *STRICT, shared=True, iso=True).write()
    ByHand("by-hand-prefixed.xlsx", *TRANSITIONAL, prefix="x:", shared=True, layout={"texts": "xl/SharedStrings.xml"}).write()
    ByHand("by-hand-no-references.xlsx", *TRANSITIONAL, references=False, layout={"book": "workbook.xml"}).write()
    sys.exit(0)
