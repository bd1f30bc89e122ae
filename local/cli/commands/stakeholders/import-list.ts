import { readFile } from 'node:fs/promises';
import { Failure } from '../../../../src/domain/failure.ts';
import { decodeText } from '../../../../src/domain/text/text-in.ts';

import type { Imported } from '../../../../src/steps/stakeholders/keep-stakeholders.ts';
import { statIfExists } from '../../../state/found-path.ts';
export async function textOf(file: string): Promise<string> {
  if (!(await statIfExists(file))?.isFile()) throw new Failure('WrongUsage', `there is no file ${file}`);
  const bytes = await readFile(file);
  if (isWorkbook(bytes))
    throw new Failure('StakeholdersInvalid', `${file} is a workbook; in Excel save it as "CSV UTF-8" and import that`);
  const { text, error } = decodeText(bytes);
  // a lenient decoder would put marks into the names that messages greet by
  if (text === null)
    throw new Failure('StakeholdersInvalid', `${file}: ${error}; save it as "CSV UTF-8" and import it again`);
  return text;
}

/** What .xlsx and .ods (zip) and .xls files begin with. */
export const isWorkbook = (bytes: Buffer): boolean =>
  ['504b0304', 'd0cf11e0'].includes(bytes.subarray(0, 4).toString('hex'));

export function importLines({ added, changed, unchanged, left, merged, remarks, absent }: Imported): string[] {
  return [
    `${added} added, ${changed} changed, ${unchanged} unchanged`,
    ...merged.map(({ line, into, changed: fields }) => {
      const what = fields.length === 0 ? 'it says the same' : `its ${fields.join(', ')} count`;
      return `line ${line} is the same address as line ${into}: merged; ${what}`;
    }),
    ...left.map((line) => `line ${line}: left before, and is not added; if they ask for it: stakeholders add --again`),
    ...remarks,
    ...(absent.length > 0
      ? [
          `${absent.length} on the list are not in this file; they stay on the list (to remove one: stakeholders remove):`,
          ...absent.map(({ name, address }) => `  ${name} <${address}>`),
        ]
      : []),
  ];
}
