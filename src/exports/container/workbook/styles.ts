import { rejection } from '../../problems/problem.ts';
import { isDateFormat } from './number-format.ts';
import { readXml, type XmlAttributes, type XmlHandler } from './xml.ts';

/** The most formats that are read; Excel has at most 65,490 cell formats. */
const MOST_FORMATS = 100_000;

/**
 * Reads the cell formats of a workbook and returns which of them show a date, by the index that cells give as their
 * style.
 *
 * @throws Rejection `too-large-or-slow` if there are more formats than Excel can have
 */
export async function readDateStyles(part: AsyncIterable<Buffer>): Promise<boolean[]> {
  const handler = new StylesHandler();
  await readXml(part, handler);
  return handler.formats.map((id) => isDateFormat(id, handler.codes.get(id)));
}

/** Checks the parent, because conditional formatting (`dxf`) and named styles have the same elements. */
class StylesHandler implements XmlHandler {
  readonly codes = new Map<number, string>();
  readonly formats: number[] = [];

  open(name: string, attributes: XmlAttributes, parent: string): void {
    if (name === 'numFmt' && parent === 'numFmts')
      this.codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    else if (name === 'xf' && parent === 'cellXfs') this.formats.push(Number(attributes.numFmtId ?? 0));
    if (this.formats.length > MOST_FORMATS || this.codes.size > MOST_FORMATS)
      throw rejection('too-large-or-slow', `more than ${MOST_FORMATS} cell formats`);
  }

  close(): void {}
}
