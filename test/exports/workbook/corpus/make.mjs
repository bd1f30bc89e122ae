// Creates the workbooks of this folder that JavaScript writes, from the rows in twin/. See README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const installed = createRequire(join(resolve(process.argv[2] ?? '.'), 'package.json'));
const { parse } = createRequire(import.meta.url)('csv-parse/sync');
const XLSX = installed('xlsx');
const ExcelJS = installed('exceljs');

const here = import.meta.dirname;
const TABLES = ['signals', 'cases', 'victims', 'traffickers'];
const DATES = ['Date Received', 'Date Opened'];
const FLAGS = ['Related to Trafficking', 'Related to Mexico', 'Mexico Nexus'];
const AGES = ['Age at Contact', 'Age'];
const MADE = new Date(Date.UTC(2017, 7, 1));

function typed(heading, text) {
  if (text === '') return null;
  if (DATES.includes(heading)) return new Date(`${text}T${text.endsWith('31') ? '20:15' : '00:00'}:00Z`);
  if (FLAGS.includes(heading)) return text === 'Yes';
  return AGES.includes(heading) && /^\d+$/.test(text) ? Number(text) : text;
}

function table(name) {
  const [headings, ...rows] = parse(readFileSync(join(here, 'twin', `${name}.csv`), 'utf8'));
  return [headings, ...rows.map((row) => row.map((text, at) => typed(headings[at], text)))];
}

function withSheetJs(file, options) {
  const book = XLSX.utils.book_new();
  for (const name of TABLES)
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(table(name), { cellDates: options.cellDates }), name);
  book.Props = { CreatedDate: MADE };
  writeFileSync(
    join(here, file),
    XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, ...options }),
  );
}

async function withExcelJs(file) {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = MADE;
  for (const name of TABLES) book.addWorksheet(name).addRows(table(name));
  await book.xlsx.writeFile(join(here, file));
}

async function withExcelJsStream(file) {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: join(here, file),
    useStyles: true,
    useSharedStrings: false,
  });
  for (const name of TABLES) {
    const sheet = book.addWorksheet(name);
    for (const row of table(name)) sheet.addRow(row).commit();
    sheet.commit();
  }
  await book.commit();
}

withSheetJs('sheetjs.xlsx', {});
withSheetJs('sheetjs-shared-strings.xlsx', { bookSST: true });
withSheetJs('sheetjs-iso-dates.xlsx', { cellDates: true });
await withExcelJs('exceljs.xlsx');
await withExcelJsStream('exceljs-stream.xlsx');
