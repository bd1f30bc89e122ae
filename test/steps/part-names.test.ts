import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { USER_LANGUAGES } from '../../src/domain/languages.ts';
import { detailText } from '../../src/exports/problems/detail-texts.ts';
import { withoutPartNames } from '../../src/exports/problems/part-names.ts';
import { WORDS } from '../../src/words/words.ts';
import { headings, packed, relationships, workbookParts } from '../exports/workbook/make-workbook.ts';
import { casesCsv, openStateFixture, type StateFixture, victimsCsv } from './state-fixture.ts';

const CANARY = 'maria-lopez';
let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

async function zip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  return buffer(archive.outputStream);
}

/** Returns everything that an ingest writes and reports, except problems.csv. */
async function written(file: string, content: Buffer) {
  const outputs: unknown[] = [];
  const effects = {
    ...fixture.effects,
    events: { emit: async (event: unknown) => void outputs.push(event) },
    log: { info: (...line: unknown[]) => void outputs.push(line) },
  };
  await fixture.upload(`nhth/2016-05/${file}`, content);
  const result = await fixture.ingest(`nhth/2016-05/${file}`, effects);
  const { ledger } = fixture.effects;
  const kept = [await ledger.uploadsOf('nhth'), await ledger.entriesOf('nhth')];
  const problems: string[] = [];
  for (const { problemsKey } of result.outcomes)
    if (problemsKey !== null) problems.push(Buffer.from(await effects.problems.bytes(problemsKey)).toString());
  return { text: JSON.stringify([outputs, result, kept]), problems: problems.join('\n') };
}

const cases = casesCsv(['A1', '2016-05-02']);
const victims = victimsCsv(['V1', 'A1']);
const FILES: readonly (readonly [what: string, file: string, content: () => Promise<Buffer>])[] = [
  [
    'packed twice',
    'month.zip',
    () => zip({ [`${CANARY}/cases.csv`]: cases, 'b/cases.csv': cases, 'victims.csv': victims }),
  ],
  ['packed and of no table', 'month.zip', () => zip({ 'cases.csv': cases, [`${CANARY}.csv`]: 'x\n' })],
  ['packed and a workbook', 'month.zip', () => zip({ 'victims.csv': victims, [`${CANARY}/cases.xlsx`]: 'x' })],
  ['packed and a text file', 'month.zip', () => zip({ 'victims.csv': victims, [`${CANARY}/cases.txt`]: 'x' })],
  ['packed and an archive', 'month.zip', () => zip({ 'victims.csv': victims, [`${CANARY}.zip`]: 'x' })],
  [
    'a sheet of no table',
    'month.xlsx',
    () => packed(workbookParts({ victims: headings('x'), [CANARY]: headings('y') })),
  ],
  [
    'a sheet that is missing',
    'month.xlsx',
    () =>
      packed({
        ...workbookParts({ [`${CANARY} cases`]: headings('x') }),
        'xl/_rels/workbook.xml.rels': relationships([]),
      }),
  ],
];

describe('names of sheets and packed files', () => {
  it.each(FILES)('are in problems.csv alone: %s', async (_, file, content) => {
    const { text, problems } = await written(file, await content());
    expect(problems).toContain(CANARY);
    expect(text).not.toContain(CANARY);
  });

  it('are in no phrase that a log, an event or the table gets', () => {
    const quoting = Object.entries(WORDS.en.phrases).filter(
      ([kind, en]) => /\{(?:name|first|hidden)\}/u.test(en) || (/\{others\}/u.test(en) && !kind.startsWith('column-')),
    );
    expect(quoting.length).toBeGreaterThan(10);
    for (const [kind] of quoting) {
      const values = {
        name: CANARY,
        first: CANARY,
        others: CANARY,
        hidden: CANARY,
        hotline: 'h',
        tables: 't',
        rows: 1,
      };
      const { detail, phrase } = withoutPartNames({ detail: CANARY, phrase: { kind, values } });
      const texts = USER_LANGUAGES.map((language) => detailText({ detail, phrase }, language, String));
      expect([kind, detail, ...texts].join(' ')).not.toContain(CANARY);
    }
  });
});
