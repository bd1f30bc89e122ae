import { parseCodeList } from '../../src/definitions/code-list-definition.ts';
import { parseDefinition } from '../../src/definitions/load-definitions.ts';
import { LANGUAGES } from '../../src/domain/languages.ts';
import type { Place } from './places.ts';

/** Places that have a code. */
export type CodedPlace = Place & { readonly id: string };

/**
 * Returns the places whose code a code list of states (its text) lacks, each code once.
 * @throws Failure DefinitionInvalid if the text is not a code list
 */
export function missingCodes(text: string, places: readonly Place[], file: string): CodedPlace[] {
  const known = new Set(parseCodeList(parseDefinition(text, file), file).codes.map(({ key }) => key));
  return places.flatMap((place) => {
    const { id } = place;
    if (id === null || known.has(id)) return [];
    known.add(id);
    return [{ ...place, id }];
  });
}

const LIST_END = /\n {2}\]\n\}\s*$/u;

/**
 * Returns a code list's text with a code for each place, as the file is written: its name as label in every language,
 * its name and code as spellings. What the list had stays as it is.
 * @throws Failure DefinitionInvalid if a name is already a spelling of another place of the country
 */
export function withCodes(text: string, places: readonly CodedPlace[], file: string): string {
  const entries = places.map(codeText).join(',\n');
  const whole = text.replace(LIST_END, () => `,\n${entries}\n  ]\n}\n`);
  const added = whole === text ? reformatCodes(text, places) : whole;
  parseCodeList(JSON.parse(added), file);
  return added;
}

function codeOf({ id, name }: CodedPlace) {
  const label = Object.fromEntries(LANGUAGES.map((language) => [language, name]));
  return { key: id, label, aliases: [id, name, ...shortCode(id)], group: id.slice(0, 2) };
}

/** Codes of two letters are read only where a hotline writes in codes, so they cannot be taken for words. */
const shortCode = (id: string): string[] => (/^[A-Z]{2}-[A-Z]{2}$/u.test(id) ? [id.slice(3)] : []);

const codeText = (place: CodedPlace): string =>
  JSON.stringify(codeOf(place), null, 2)
    .replace(/\[[^[\]]*\]/u, (list) =>
      list
        .replace(/\s*\n\s*/gu, ' ')
        .replace('[ ', '[')
        .replace(' ]', ']'),
    )
    .replace(/^/gmu, '    ');

/** For a file that is written in another way. */
function reformatCodes(text: string, places: readonly CodedPlace[]): string {
  const list = JSON.parse(text);
  return `${JSON.stringify({ ...list, codes: [...list.codes, ...places.map(codeOf)] }, null, 2)}\n`;
}
