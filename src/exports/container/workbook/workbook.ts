import { fold } from '../../../domain/codes.ts';
import { detailOf } from '../../problems/detail-phrases.ts';
import { rejection } from '../../problems/problem.ts';
import type { CellContext } from './cell.ts';
import { officeText } from './cell-text.ts';
import { compoundFileRejection } from './compound-file.ts';
import type { DateSystem } from './date-serial.ts';
import { type Relationship, WorkbookPackage } from './package.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readDateStyles } from './styles.ts';
import { type WrittenSheet, writeSheet } from './write-sheet.ts';
import { isTrue, readXml, type XmlAttributes, type XmlHandler } from './xml.ts';

/** One worksheet of a workbook. */
export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /**
   * Writes the sheet as CSV (`,`, every cell quoted, every row as wide as the widest): dates as `YYYY-MM-DD`, booleans
   * as `true` and `false`, and `#N/A` if a cell has no value of its own although it should.
   *
   * @throws Rejection `not-a-workbook` or `too-large-or-slow`
   */
  write(target: string): Promise<WrittenSheet>;
}

/** Excel's usual place of the main part, for a package that does not declare it. */
const USUAL_MAIN_PART = 'xl/workbook.xml';

/** The most sheets. A workbook has a part for each, and a package with more parts is refused. */
const MOST_SHEETS = 2000;

/**
 * Lists the worksheets of an .xlsx or .xlsm file in its order, without chart, dialog and macro sheets. A sheet's
 * content is not read until `write`.
 *
 * @throws Rejection `not-a-workbook` if the file is damaged, protected by a password, of another kind, or too large
 */
export async function workbookSheets(path: string): Promise<WorkbookSheet[]> {
  const compound = await compoundFileRejection(path);
  if (compound) throw compound;
  const parts = await WorkbookPackage.open(path);
  const main = await mainPart(parts);
  const related = await parts.relationships(main);
  const byId = new Map(related.map((relationship) => [relationship.id, relationship]));
  const book = new WorkbookHandler();
  await readXml(parts.bytes(main), book);
  let context: Promise<CellContext> | undefined;
  const sheets = book.sheets.flatMap(({ id, name, isHidden }) => {
    const part = byId.get(id);
    if (!part) throw rejection('not-a-workbook', detailOf('missing-sheet', { name }));
    if (part.kind !== 'worksheet') return [];
    const write = async (target: string): Promise<WrittenSheet> => {
      context ??= cellContext(parts, related, book.dateSystem);
      return writeSheet({ bytes: () => parts.bytes(part.target), context: await context }, target);
    };
    return [{ name, isHidden, write }];
  });
  if (sheets.length === 0) throw rejection('not-a-workbook', 'no sheet in it');
  return sheets;
}

async function mainPart(parts: WorkbookPackage): Promise<string> {
  const main = (await parts.relationships('')).find(({ kind }) => kind === 'officeDocument')?.target ?? USUAL_MAIN_PART;
  if (main.toLowerCase().endsWith('.bin'))
    throw rejection('not-a-workbook', 'a binary workbook (.xlsb): save it as .xlsx');
  if (parts.has(main)) return main;
  const isOpenDocument = parts.has('mimetype') && parts.has('content.xml');
  throw rejection('not-a-workbook', isOpenDocument ? 'an OpenDocument file: save it as .xlsx' : 'no workbook in it');
}

/** Reads the data that cells need, once for all sheets. A workbook without texts or formats has no parts for them. */
async function cellContext(
  parts: WorkbookPackage,
  related: readonly Relationship[],
  dateSystem: DateSystem,
): Promise<CellContext> {
  const texts = related.find(({ kind }) => kind === 'sharedStrings');
  const styles = related.find(({ kind }) => kind === 'styles');
  return {
    sharedStrings: texts ? await readSharedStrings(parts.bytes(texts.target)) : [],
    dateStyles: styles ? await readDateStyles(parts.bytes(styles.target)) : [],
    dateSystem,
  };
}

class WorkbookHandler implements XmlHandler {
  readonly sheets: { readonly id: string; readonly name: string; readonly isHidden: boolean }[] = [];
  dateSystem: DateSystem = 1900;

  open(name: string, attributes: XmlAttributes, parent: string): void {
    if (parent === '' && name !== 'workbook') throw rejection('not-a-workbook', 'no workbook in it');
    if (name === 'workbookPr' && isTrue(attributes.date1904)) this.dateSystem = 1904;
    if (name !== 'sheet' || parent !== 'sheets') return;
    if (this.sheets.length === MOST_SHEETS) throw rejection('too-large-or-slow', `more than ${MOST_SHEETS} sheets`);
    // the only attribute in the namespace of relationships, whatever its prefix
    const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? [];
    const isHidden = ['hidden', 'veryHidden'].includes(attributes.state ?? '');
    this.sheets.push({ id, name: officeText(attributes.name ?? ''), isHidden });
  }

  close(): void {}
}

/** "Sheet", as spreadsheet programs and report writers call it in the languages of their users. */
const SHEET =
  'sheet|worksheet|hoja(?: de calculo)?|planilha|folha|pagina|feuil|feuille|tabelle|tabellenblatt|blatt|foglio|blad|ark|arkusz|list|munka|sayfa';

/** "Report", "export", "data", as reporting systems name the sheet of a report. */
const REPORT =
  'report|reporte|informe|relatorio|rapport|export|exported data|export worksheet|exportacion|exportar|data|datos|dados|donnees|results?|resultados?|query(?: results?)?|sql results|consulta|page|sheetjs|table|tabla|download|descarga|untitled|sin titulo|libro|book|workbook';

/** A number, date or copy mark after the name: `1`, `_2`, ` (3)`, `1501578245123`, `-2017-07-31`. */
const GENERIC = new RegExp(`^(?:my |mi )?(?:${SHEET}|${REPORT})[\\s\\d_().,:-]*$`, 'u');

/** Returns whether a program named the sheet, not a person: `Sheet1`, `Hoja 1`, `report1501578245123`. */
export const isGenericSheetName = (name: string): boolean => GENERIC.test(fold(name));
