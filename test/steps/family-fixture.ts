import { memberSheetId } from '../../src/domain/family.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import type { StateHead, StateHeads } from '../../src/domain/state-head.ts';
import { type FamilyContext, publishFamily } from '../../src/steps/publish-edition/publish-family.ts';
import type { DrawPages } from '../../src/steps/render-report/render-report.ts';
import { effectsOver, ingestKey, type MemoryFixture } from './memory-fixture.ts';
import type { MemoryState } from './memory-state.ts';
import { casesCsv } from './state-fixture.ts';

/** The sheets of a family by state, in English: the main sheet, then a member for each code. */
export function familyOf(sheet: Sheet, codes: readonly string[]): [Sheet, ...Sheet[]] {
  const members = codes.map((key) => ({ key, sheet: memberSheetId(sheet.id, key) }));
  const main: Sheet = { ...sheet, languages: ['en'], family: { id: sheet.id, by: 'state', members, unlisted: [] } };
  const figures = main.figures.filter(({ counts }) => counts !== 'signals');
  const all = [main, ...members.map(({ key, sheet: id }) => ({ ...main, id, member: key, figures }))];
  const [first, ...others] = all.map((own) => ({ ...own, related: all.filter(({ id }) => id !== own.id) }));
  return [first ?? main, ...others];
}

const drawPages: DrawPages = async ({ sheet }) => {
  const bytes = new TextEncoder().encode(`pages of ${sheet.id}`);
  return { pdf: bytes, draft: bytes, charts: {} };
};

/** No sheet is held. */
const holds = { list: async () => [], put: async () => false };

/** The effects of a family's steps on a state in memory. */
export const familyEffects = (fixture: MemoryFixture, state: MemoryState) => ({
  ...effectsOver(fixture, state),
  ...{ holds, drawPages },
});

export type FamilyEffects = ReturnType<typeof familyEffects>;

/** Heads of sheets in memory. */
export function memoryHeads(): StateHeads & { readonly all: ReadonlyMap<string, StateHead> } {
  const all = new Map<string, StateHead>();
  return {
    all,
    read: async (sheet) => all.get(sheet) ?? null,
    write: async (sheet, head) => void all.set(sheet, head),
  };
}

/** Ingests so many cases of a month, and publishes the family's edition of it. */
export async function publishCases(
  fixture: MemoryFixture,
  state: MemoryState,
  sheets: readonly [Sheet, ...Sheet[]],
  { cases, month }: { readonly cases: number; readonly month: Month },
): Promise<void> {
  const effects = familyEffects(fixture, state);
  const rows = Array.from({ length: cases }, (_, index) => [`C${index}`, '2016-05-02'] as const);
  const key = 'exports/nhth/2016-05/cases.csv';
  state.uploads.set(key, new TextEncoder().encode(casesCsv(...rows)));
  await ingestKey(fixture, effects, key);
  const context: FamilyContext = {
    ...{ effects, definitions: fixture.definitions, sheets, month, isNewest: true },
    ...{ languages: ['en'], last: 'notify-reviewers', restoresPages: false, atATime: 1 },
    compiled: async (sheet) => ({ ...fixture.compiled, sheet }),
    signal: new AbortController().signal,
  };
  await publishFamily(context);
}
