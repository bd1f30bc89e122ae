import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { EVENT_SCHEMAS } from '../../src/definitions/event-schemas.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { EVENT_NAMES } from '../../src/domain/event-names.ts';
import type { Month } from '../../src/domain/month.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { answerReview } from '../../src/steps/review-edition/answer-review.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { importStakeholders } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { watchDrafts } from '../../src/steps/watch-drafts.ts';
import { watchExports } from '../../src/steps/watch-exports.ts';
import { recordedMail, SETTINGS } from './mail-fixture.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const emitted: DomainEvent[] = [];
let fixture: StateFixture;
let effects: StateFixture['effects'];
beforeAll(async () => {
  fixture = await openStateFixture();
  effects = { ...fixture.effects, events: { emit: async (event) => void emitted.push(event) } };
  await uploads();
  await revisions();
  await watchExports({ ...effects, clock: { now: () => new Date('2016-06-12') } }, fixture.definitions, { nhth: 10 });
});
afterAll(() => fixture.close());

/**
 * Uploads files that are accepted; rejected because of a cell, the name, the month, a second file or the size; and
 * withdrawn.
 */
async function uploads(): Promise<void> {
  const put = async (path: string, content: string) => {
    await fixture.upload(path, content);
    return fixture.ingest(path, effects);
  };
  await put('nhth/2016-05/cases.csv', casesCsv(['A1', '2016-05-02']));
  await put('nhth/2016-06/cases.csv', casesCsv(['A1', 'no day']));
  await put('nhth/2016-05/people.csv', '');
  await put('nhth/2016-13/cases.csv', '');
  await put('nobody/2016-05/cases.csv', '');
  await put('stray.csv', '');
  await put('nhth/2016-05/cases.csv.gz', '');
  const huge = { ...effects.exports, find: async () => ({ size: 6 * 1024 ** 3, sha256: async () => null }) };
  await fixture.ingest('nhth/2016-05/cases.csv', { ...effects, exports: huge });
  await put('nhth/2016-04/cases.csv', casesCsv(['A0', '2016-04-02']));
  await fixture.remove('nhth/2016-04/cases.csv');
  await fixture.ingest('nhth/2016-04/cases.csv', effects);
}

async function revisions(): Promise<void> {
  const { revision } = await fixture.compute('2016-05');
  await recordReport(effects, fixture.texts, revision, []);
  await notifyReviewers(effects, 'us-mexico-border', '2016-05' as Month, revision.revision);
  await watchDrafts(effects, fixture.definitions, openDefinitions(), 0);
  const verdict = { revision: revision.revision, by: 'A reviewer', caller: null, reason: 'a test' };
  await decideRevision(effects, fixture.sheet, revision.month, { ...verdict, verdict: 'rejected' });
  await decideRevision(effects, fixture.sheet, revision.month, { ...verdict, verdict: 'approved' });
  const options = { run: 'June', month: null, toEveryone: false, only: null, dryRun: false, until: null };
  await distribute({ ...effects, mail: recordedMail() }, fixture.sheet, SETTINGS, options);
  const list = `name,email,organisation,language,sheets,delivery\nAna,ana@example.org,,es,us-mexico-border,link\n`;
  await importStakeholders(effects, list, new Map([['us-mexico-border', { languages: ['es'] }]]));
  await distribute({ ...effects, mail: recordedMail() }, fixture.sheet, SETTINGS, options);
  const now = { ask: 'distribute', sheet: fixture.sheet.id, month: revision.month, by: 'A sender' } as const;
  const caller = 'arn:aws:iam::123456789012:user/sender';
  await answerReview(effects, [fixture.sheet], now, caller);
  for (const ask of ['hold', 'release'] as const)
    await answerReview(effects, [fixture.sheet], { ask, sheet: fixture.sheet.id, by: 'Ana', reason: 'a test' }, caller);
}

/** Returns the events that the sources of steps emit, by name. */
function namesInSteps(): string[] {
  const folder = new URL('../../src/steps/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  return EVENT_NAMES.filter((name) => sources.some((source) => source.includes(`'${name}'`)));
}

describe('the events that steps emit', () => {
  it('keep to their schemas, field by field', () => {
    const kept = emitted.map(({ name, detail }) => ({ name, detail: EVENT_SCHEMAS[name].parse(detail) }));
    expect(kept).toEqual(emitted); // parsing removes keys that no schema has
  });

  it('are all emitted in this test: a step that emits a new event is run here too', () => {
    expect([...new Set(emitted.map(({ name }) => name))].toSorted()).toEqual(namesInSteps().toSorted());
  });
});
