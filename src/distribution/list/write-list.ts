import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { WORDS } from '../../words/words.ts';
import { type KnownSheets, writeSheets } from './chosen-sheets.ts';
import { HEADINGS } from './list-words.ts';

/**
 * Returns a list as CSV that can be imported: UTF-8 for Excel, every cell quoted and none a formula. People are in the
 * order given; their status is not part of it.
 */
export function writeStakeholderList(
  people: readonly Stakeholder[],
  known: KnownSheets,
  language: UserLanguage,
): string {
  const words = WORDS[language].list.writtenHeadings;
  const headings = HEADINGS.map((heading) => words[heading]);
  const lines = people.map((person) =>
    csvLine([
      person.name,
      person.address,
      person.organisation,
      person.language,
      writeSheets(person.sheets, known, language),
      person.delivery,
    ]),
  );
  return [`${BYTE_ORDER_MARK}${csvLine(headings)}`, ...lines].join('');
}
