import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../at-length.ts';
import { codes, lineaNacional, nhth, readerFixture } from './reader-fixture.ts';

const { read } = readerFixture();

const keysOf = (name: 'gender' | 'country'): string[] =>
  codes[name].codes.map(({ key }) => key).filter((key) => key !== 'unknown');
const genders = keysOf('gender');
const countries = keysOf('country');

const victim = fc.record({
  id: fc.stringMatching(/^[A-Z]{1,2}-\d{1,9}$/u),
  case: fc.stringMatching(/^[0-9]{1,12}$/u),
  gender: fc.constantFrom(...genders),
  age: fc.integer({ min: 0, max: 122 }),
  nationalities: fc.uniqueArray(fc.constantFrom(...countries), { minLength: 1, maxLength: 4 }),
});
const victims = fc.uniqueArray(victim, { selector: ({ id }) => id, maxLength: 12 });

/** Legal messy input: how one file is written. */
const dirt = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  bom: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  separator: fc.constantFrom(',', ';'),
  secret: fc.constantFrom('SECRET', 'SECRET "quoted"', 'SECRET,with;both', 'SECRET\nof lines', 'SECRET\r\n\r\n,,'),
});
type Dirt = typeof dirt extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns a function that makes deterministic choices from a seed. */
function chooser(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % count;
  };
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

function write(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { seed, bom, lineEnd, separator, secret }: Dirt,
): { text: string; records: number[] } {
  const choose = chooser(seed);
  const dirty = (cell: string): string => {
    const spaced = `${' '.repeat(choose(2))}${choose(2) === 0 ? cell : cell.toUpperCase()}${'\t'.repeat(choose(2))}`;
    return choose(3) === 0 || /[",;\r\n]/u.test(spaced) ? quote(spaced) : spaced;
  };
  const line = (cells: readonly string[], dirt: (cell: string) => string): string => cells.map(dirt).join(separator);
  const head = line([...headings, 'Narrative'], (cell) => (choose(2) === 0 ? cell : cell.toUpperCase()));
  let next = 1;
  const records: number[] = [];
  const body = rows.map((cells) => {
    const lines = 1 + choose(2); // a blank line has a number, as in a spreadsheet program
    records.push(next);
    next += lines;
    return `${line(cells, dirty)}${separator}${quote(secret)}${lineEnd.repeat(lines)}`;
  });
  return { text: `${bom ? '\ufeff' : ''}${head}${lineEnd}${body.join('')}`, records };
}

/** Codes of countries that are read first as signs for "not known". */
const SIGNS = ['NA', 'NC', 'NE', 'NI', 'NO', 'NR', 'SD', 'SI', 'SN'];

/** Returns a spelling of a code that does not contain a separator of values. */
const spelling = (name: 'gender' | 'country', key: string, choose: (count: number) => number): string => {
  const aliases = (codes[name].codes.find((code) => code.key === key)?.aliases ?? []).filter(
    (alias) => !/[;|]/u.test(alias) && !SIGNS.includes(alias),
  );
  return aliases[choose(aliases.length)] ?? key;
};

it.each([
  ['nhth', nhth, 'victims.csv', ['Victim ID', 'Case Number', 'Gender', 'Age at Contact', 'Nationality']],
  [
    'linea-nacional',
    lineaNacional,
    'victimas.csv',
    ['Folio de la víctima', 'Folio del caso', 'Género', 'Edad al momento del contacto', 'Nacionalidad'],
  ],
] as const)(
  'rows of %s written with any legal dirt read back the same, and leak nothing',
  async (_id, hotline, name, headings) => {
    await fc.assert(
      fc.asyncProperty(victims, dirt, async (people, style) => {
        const choose = chooser(style.seed + 1);
        const separator = hotline.separators.includes(style.separator) ? style.separator : ',';
        const rows = people.map((person) => [
          person.id,
          person.case,
          spelling('gender', person.gender, choose),
          String(person.age),
          person.nationalities.map((key) => spelling('country', key, choose)).join(choose(2) === 0 ? ';' : ' ; '),
        ]);
        const { text, records } = write(headings, rows, { ...style, separator });
        const { file, facts, problems } = await read(name, text, { hotline });
        expect(file.problems.counts).toEqual([]);
        const written = await facts();
        expect(
          written.map(({ record, gender, age_group, nationalities }) => ({ record, gender, age_group, nationalities })),
        ).toEqual(
          people.map(({ gender, age, nationalities }, at) => ({
            record: records[at],
            gender,
            age_group: age < 18 ? 'minor' : 'adult',
            nationalities: [...nationalities].sort(),
          })),
        );
        expect(JSON.stringify([file, written, problems])).not.toContain('SECRET');
      }),
      { numRuns: tries(20, 60), seed: 11 },
    );
  },
);
