import { readFile } from 'node:fs/promises';
import { Failure } from '../../../../src/domain/failure.ts';
import { countNoun } from '../../../../src/domain/format.ts';
import type { Imported } from '../../../../src/steps/stakeholders/change-stakeholders.ts';
import { listText } from '../../../../src/steps/stakeholders/plan-import.ts';
import { entryErrorText } from '../../../../src/words/list-error-text.ts';
import { statIfExists } from '../../../state/read-stored.ts';

/** Returns the text of a list's file. Throws Failure WrongUsage or StakeholdersInvalid. */
export async function textOf(file: string): Promise<string> {
  if (!(await statIfExists(file))?.isFile()) throw new Failure('WrongUsage', `there is no file ${file}`);
  const text = listText(await readFile(file));
  if (typeof text !== 'string') throw new Failure('StakeholdersInvalid', `${file}: ${entryErrorText(text, 'en')}`);
  return text;
}

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
          `${countNoun(absent.length, 'person', 'people')} on the list but not in this file stay on the list (to remove one: stakeholders remove):`,
          ...absent.map(({ name, address }) => `  ${name} <${address}>`),
        ]
      : []),
  ];
}
