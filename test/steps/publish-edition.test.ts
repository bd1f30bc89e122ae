import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CodeLists } from '../../src/domain/codes.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { FailureName } from '../../src/domain/failure-names.ts';
import type { Month } from '../../src/domain/month.ts';
import { PUBLICATION_STEPS } from '../../src/domain/publication.ts';
import type { PublicationContext } from '../../src/steps/publish-edition/publication-context.ts';
import { publishEdition } from '../../src/steps/publish-edition/publish-edition.ts';
import {
  effectsOver,
  ingestKey,
  type MemoryFixture,
  openMemoryFixture,
  type PipelineEffects,
} from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { casesCsv } from './state-fixture.ts';

const CASES = 'exports/nhth/2016-05/cases.csv';
const STEPS = PUBLICATION_STEPS.map(({ step }) => step);
/** The first effect that each step calls and no other step calls. */
const CALLS = {
  decisionsOf: 'compute-figures',
  putBytes: 'render-report',
  recordReport: 'record-report',
  announce: 'notify-reviewers',
} as const;

let fixture: MemoryFixture;
let state: MemoryState;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  state = new MemoryState();
  state.uploads.set(CASES, new TextEncoder().encode(casesCsv(['A1', '2016-05-02'])));
  await ingestKey(fixture, effectsOver(fixture, state), CASES);
});

/** Returns effects that record which step runs, and fail the first calls of some steps. */
function watched(failures: Partial<Record<keyof typeof CALLS, FailureName[]>> = {}) {
  const ran: string[] = [];
  const effects = effectsOver(fixture, state);
  const watch = <Of extends object>(of: Of): Of =>
    new Proxy(of, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        const call = Object.keys(CALLS).find((one): one is keyof typeof CALLS => one === name);
        if (!call || typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          if (ran.at(-1) !== CALLS[call] || failures[call]) ran.push(CALLS[call]);
          const failure = failures[call]?.shift();
          if (failure) throw new Failure(failure, 'planted');
          return Reflect.apply(method, target, args);
        };
      },
    });
  const all: PipelineEffects = { ...effects, editions: watch(effects.editions), reports: watch(effects.reports) };
  return { ran, effects: all };
}

const context = (effects: PipelineEffects): PublicationContext => ({
  ...{ effects, definitions: fixture.definitions, sheet: { ...fixture.sheet, languages: ['en'] }, languages: ['en'] },
  ...{ month: '2016-05' as Month, isNewest: true, last: 'notify-reviewers', restoresPages: false },
  compiled: async () => fixture.compiled,
  signal: new AbortController().signal,
});
/** Removes consecutive repetitions of a step. */
const inOrder = (ran: readonly string[]): string[] => ran.filter((step, index) => step !== ran[index - 1]);

describe('publishing an edition', () => {
  it('runs the steps in their order and notifies reviewers of a new report', async () => {
    const { ran, effects } = watched();
    const { isNew, rendered, files } = await publishEdition(context(effects));
    // the step that records the pages writes the annex next to them
    expect(inOrder(ran)).toEqual(STEPS);
    expect(isNew).toBe(true);
    expect(rendered.map(({ language }) => language)).toEqual(['en']);
    expect(files?.map(({ key }) => key.split('/').at(-1))).toContain('us-mexico-border-2016-05.figures.json');
    expect(state.emitted.map(({ name }) => name).at(-1)).toBe('RevisionReady');
  });

  it('leaves a revision alone whose report is recorded', async () => {
    await publishEdition(context(effectsOver(fixture, state)));
    const { ran, effects } = watched();
    expect(await publishEdition(context(effects))).toMatchObject({ isNew: false, computed: { made: false } });
    expect(inOrder(ran)).toEqual(['compute-figures']);
  });

  it('restores a missing text of a recorded report with the recorded bytes only', async () => {
    const effects = effectsOver(fixture, state);
    const again = (codes: CodeLists = effects.codes) =>
      publishEdition({ ...context({ ...effects, codes }), last: 'record-report', restoresPages: true });
    const { files } = await again();
    const texts = (files ?? []).filter(({ key }) => /\.(?:json|csv)$/u.test(key)).map(({ key }) => key);
    const recorded = new Map(texts.map((key) => [key, state.objects.get(key)]));
    expect(texts.map((key) => key.split('2016-05.').at(-1))).toEqual(['figures.json', 'figures.csv', 'wording.json']);
    for (const key of texts) state.objects.delete(key);
    expect((await again()).files).toEqual(files);
    for (const [key, bytes] of recorded) expect(state.objects.get(key)).toEqual(bytes);

    const [json = '', csv = '', wording = ''] = texts;
    const { type } = effects.codes;
    const relabelled = type.codes.map((code) => ({ ...code, label: { en: 'Another label', es: 'Otra etiqueta' } }));
    state.objects.delete(wording);
    await expect(again({ ...effects.codes, type: { ...type, codes: relabelled } })).rejects.toMatchObject({
      name: 'ReportChanged',
      message: expect.stringContaining('wording.json is missing'),
    });
    for (const key of [json, csv]) expect(state.objects.get(key)).toEqual(recorded.get(key));
    expect(state.objects.has(wording)).toBe(false);
  });

  it('runs what comes before a step after the steps before it, and stops there when it is aborted', async () => {
    const controller = new AbortController();
    const abort = async (): Promise<void> => controller.abort(new Error('stopped'));
    const { ran, effects } = watched();
    const stopped = { ...context(effects), signal: controller.signal, before: { 'record-report': abort } };
    await expect(publishEdition(stopped)).rejects.toThrow('stopped');
    expect(inOrder(ran)).toEqual(['compute-figures', 'render-report']);
    expect(state.reports.size).toBe(0);
  });

  it('ends after the last step that is asked for', async () => {
    const { ran, effects } = watched();
    await publishEdition({ ...context(effects), last: 'record-report' });
    expect(inOrder(ran)).toEqual(STEPS.slice(0, 3));
    expect(state.emitted.map(({ name }) => name)).not.toContain('RevisionReady');
  });

  it('records no report of some of the languages', async () => {
    const { effects } = watched();
    const { files } = await publishEdition({ ...context(effects), sheet: fixture.sheet, last: 'record-report' });
    expect(files?.length).toBeGreaterThan(2);
    expect(state.reports.size).toBe(0);
  });
});

describe('a failure of a step', () => {
  it('runs the step again after a lost race, and no other step', async () => {
    const { ran, effects } = watched({ recordReport: ['StoreConflict', 'StoreConflict'] });
    await publishEdition(context(effects));
    expect(ran.filter((step) => step === 'record-report')).toHaveLength(3);
    expect(ran.filter((step) => step === 'compute-figures')).toHaveLength(1);
  });

  it('starts again when the sheet changed after its figures were computed', async () => {
    const { ran, effects } = watched({ putBytes: ['DefinitionChanged'] });
    await publishEdition(context(effects));
    expect(ran.filter((step) => step === 'compute-figures')).toHaveLength(2);
    expect(ran.at(-1)).toBe('notify-reviewers');
  });

  it.each(['StoreConflict', 'DefinitionChanged'] as const)('gives up after %s three times', async (name) => {
    const { effects } = watched({ putBytes: Array.from({ length: 3 }, () => name) });
    await expect(publishEdition(context(effects))).rejects.toMatchObject({ name });
  });

  it('tries nothing again that a person must put right', async () => {
    const { ran, effects } = watched({ putBytes: ['TextTooLong'] });
    await expect(publishEdition(context(effects))).rejects.toMatchObject({ name: 'TextTooLong' });
    expect(ran.filter((step) => step === 'render-report')).toHaveLength(1);
  });
});
