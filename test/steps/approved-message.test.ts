import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import { putReportFile } from '../../src/steps/render-report/report-file.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { reviewEdition } from '../../src/steps/review-edition/review-edition.ts';
import { type MailFixture, openMailFixture, openRun } from './mail-fixture.ts';
import { casesCsv } from './state-fixture.ts';

type Changed = Partial<Pick<DistributeEffects, 'definitions' | 'codes'>>;
const MONTH = '2016-05' as Month;
const MESSAGE = 'templates/us-mexico-border/message';

let place: MailFixture;
beforeEach(async () => {
  place = await openMailFixture();
});
afterEach(() => place.fixture.close());

/** Returns the program's definitions with files of a message replaced. */
function withText(changes: Readonly<Record<string, (text: string) => string>>): DefinitionFiles {
  const own = place.fixture.effects.definitions;
  return {
    list: (folder) => own.list(folder),
    bytes: async (path) => {
      const text = new TextDecoder().decode(await own.bytes(path));
      return new TextEncoder().encode(changes[path]?.(text) ?? text);
    },
  };
}

const OTHER_WORDS = { [`${MESSAGE}/es.md`]: (text: string) => text.replace('Buen día', 'Buenas tardes') };

/** Creates a revision of May 2016 with its pages; some tests approve it. */
async function publish(): Promise<void> {
  const { fixture } = place;
  const cases = Array.from({ length: 30 }, (_, at) => [`C${at}`, '2016-05-02'] as const);
  await fixture.upload('nhth/2016-05/cases.csv', casesCsv(...cases));
  await fixture.ingest('nhth/2016-05/cases.csv');
  const { revision } = await fixture.compute('2016-05');
  const files = await Promise.all(
    fixture.sheet.languages.map((language) =>
      putReportFile(
        fixture.effects.reports,
        `reports/us-mexico-border/2016-05/r1/a.${language}.pdf`,
        Buffer.from('%PDF'),
      ),
    ),
  );
  const of = { sheet: fixture.sheet.id, month: revision.month, revision: revision.revision };
  await fixture.effects.editions.recordReport({ ...of, files, at: '2016-06-10T00:00:00.000Z' });
}

const approve = (more: Changed = {}, by = 'Ana') =>
  decideRevision({ ...place.fixture.effects, ...more }, place.fixture.sheet, MONTH, {
    revision: 1,
    verdict: 'approved',
    by,
    caller: null,
    reason: 'a test',
  });

const openOne = (more: Changed = {}) => openRun(place, [place.person('Ana')], more);

describe('what messages say', () => {
  it.each<[string, () => Changed]>([
    ['wording', () => ({ definitions: withText(OTHER_WORDS) })],
    [
      'headline figure',
      () => ({
        definitions: withText({
          [`${MESSAGE}/message.json`]: (text) => text.replace('"signals", "cases"', '"cases", "signals"'),
        }),
      }),
    ],
    [
      'figure drawn as bars',
      () => ({
        definitions: withText({ [`${MESSAGE}/message.json`]: (text) => text.replace('-by-type', '-by-gender') }),
      }),
    ],
    [
      'label in a code list',
      () => {
        const { codes } = place.fixture.effects;
        const renamed = codes.type.codes.map((one) => ({
          ...one,
          label: { ...one.label, es: `${one.label.es} (nuevo)` },
        }));
        const type = { ...codes.type, codes: renamed };
        return { codes: { ...codes, type } };
      },
    ],
  ])('is sent to no one after a %s changed, until the edition is approved again', async (_, change) => {
    await publish();
    await approve();
    const { run, mail, dispatches } = openOne(change());
    const refused = { name: 'DefinitionChanged', message: expect.stringMatching(/approve the edition again/u) };
    await expect(run()).rejects.toMatchObject(refused);
    expect(mail.out).toEqual([]);
    expect(dispatches.all()).toEqual([]);
    const seen: unknown[] = [];
    await run({ dryRun: true, preview: async (_personal, made) => void seen.push(made?.message) });
    expect(seen).toHaveLength(1);
    const changed = { ...place.fixture.effects, ...change() };
    expect(await reviewEdition(changed, place.fixture.sheet, MONTH)).toMatchObject({ messageChanged: true });
    expect(await approve(change())).toMatchObject({ decision: 2, revision: 1 });
    expect(await run()).toMatchObject({ revisions: [{ sent: 1 }] });
  });

  it('may be approved again by another person, whoever got a message gets no second one', async () => {
    await publish();
    const first = await approve();
    expect(first.message).toMatch(/^[0-9a-f]{64}$/u);
    const { run, mail } = openOne();
    expect(await run()).toMatchObject({ revisions: [{ sent: 1 }] });
    const definitions = withText(OTHER_WORDS);
    await expect(approve({}, 'Bo')).rejects.toThrow(/was approved by Ana/u);
    await approve({ definitions }, 'Bo');
    expect(await run({ run: 'July' }, { definitions })).toMatchObject({
      nothing: expect.stringMatching(/was sent to everyone/u),
    });
    expect(mail.out).toHaveLength(1);
    const { warnings, exposed, messageChanged } = await reviewEdition(
      { ...place.fixture.effects, definitions },
      place.fixture.sheet,
      MONTH,
    );
    expect({ exposed, messageChanged, kinds: warnings.map(({ kind }) => kind) }).toEqual({
      exposed: [],
      messageChanged: false,
      kinds: ['incomplete'],
    });
  });

  it('is compared by what it says, not by its bytes', async () => {
    await publish();
    await approve();
    const definitions = withText({ [`${MESSAGE}/message.json`]: (text) => text.replaceAll(' ', '  ') });
    expect(await openOne({ definitions }).run()).toMatchObject({ revisions: [{ sent: 1 }] });
  });

  it('is not compared for an approval of an earlier version, which does not record it', async () => {
    await place.approve(30);
    expect(await openOne({ definitions: withText(OTHER_WORDS) }).run()).toMatchObject({ revisions: [{ sent: 1 }] });
  });

  it('stops no approval when it cannot be made, and is sent once it can be and the edition is approved again', async () => {
    await publish();
    const definitions = withText({ [`${MESSAGE}/message.json`]: () => '{}' });
    expect(await approve({ definitions })).toMatchObject({ message: null });
    const { run } = openOne();
    await expect(run({}, { definitions })).rejects.toMatchObject({ name: 'DefinitionInvalid' });
    await expect(run()).rejects.toMatchObject({ name: 'DefinitionChanged' });
    await approve();
    expect(await run()).toMatchObject({ revisions: [{ sent: 1 }] });
  });
});
