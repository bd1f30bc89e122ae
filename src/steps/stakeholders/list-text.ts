import { decodeText } from '../../domain/text/text-in.ts';
import type { EntryError } from '../../words/list-error-text.ts';

/** What .xlsx and .ods (zip) and .xls files begin with, in hex. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];

/**
 * Returns the text of a list, or why the file is refused. A lenient decoder would put marks into the names that
 * messages greet by.
 */
export function listText(bytes: Uint8Array): string | EntryError {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.byteLength)).toString('hex');
  if (WORKBOOKS.includes(head)) return { kind: 'workbook', names: [] };
  const { text, error } = decodeText(bytes);
  return text ?? { kind: 'not-utf8', names: [`${error}; save it as "CSV UTF-8" and import it again`] };
}
