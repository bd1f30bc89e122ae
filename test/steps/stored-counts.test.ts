import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { indexFileKeys, runningCountKey } from '../../src/domain/running-count.ts';
import type { FactsOfExport } from '../../src/steps/compute-figures/fetch-facts.ts';
import { retireIndexParts } from '../../src/steps/compute-figures/retire-index.ts';
import { AT_ONCE, aCase, type CountFixture, IN_STEPS, openCountFixture } from './count-fixture.ts';
import { SHEET } from './count-histories.ts';
import { TEST_KEY } from './state-fixture.ts';

const cases = (month: string, count: number): Promise<FactsOfExport> =>
  fixture.exportOf(
    'cases',
    month,
    Array.from({ length: count }, (_, index) => aCase(`${month} ${index}`)),
  );
const keyOf = (month: string): string => runningCountKey(SHEET.id, month as Month);
const textOf = async (key: string): Promise<string> => new TextDecoder().decode(await fixture.objects.bytes(key));
const put = (key: string, text: string) => fixture.objects.putBytes(key, new TextEncoder().encode(text));
const signed = (text: string, secret: Uint8Array): string =>
  `${createHmac('sha256', secret).update('running count 4\n').update(text).digest('hex')}\n${text}`;
const indexFilesIn = (text: string): string[] => indexFileKeys(text, SHEET.id);
const countText = async (): Promise<string> => (await textOf(keyOf('2016-04'))).replace(/^[^\n]*\n/u, '');

let fixture: CountFixture;
let exports: FactsOfExport[];
beforeAll(async () => {
  fixture = await openCountFixture();
  exports = [await cases('2015-12', 40), await cases('2016-01', 30)];
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.count(IN_STEPS, exports.slice(0, 1), '2015-12');
  await fixture.count(IN_STEPS, exports);
});

const cheated = (text: string): string => text.replace(/:70([,}])/gu, ':71$1');

describe('a stored count', () => {
  it('is used: with the key of the program, even a wrong one is believed', async () => {
    await put(keyOf('2016-04'), signed(cheated(await countText()), TEST_KEY.ties));
    expect(await fixture.count(IN_STEPS, exports)).not.toEqual(await fixture.count(AT_ONCE, exports));
    await put(keyOf('2016-04'), 'none');
  });

  it.each([
    ['with a changed number', async () => (await textOf(keyOf('2016-04'))).replace(/(?<=\n).*/su, cheated)],
    ['signed with another key', async () => signed(cheated(await countText()), new Uint8Array(32))],
    [
      'of another version of the engine',
      async () => signed(cheated(await countText()).replace(/"engine":"[^"]+"/u, '"engine":"v0"'), TEST_KEY.ties),
    ],
    ['without a signature', async () => `\n${cheated(await countText())}`],
    ['that is cut off', async () => (await textOf(keyOf('2016-04'))).slice(0, -40)],
    ['of an earlier month in its place', () => textOf(keyOf('2015-12'))],
  ])('%s does not change the result', async (_, changed) => {
    const text = await changed();
    await put(keyOf('2016-04'), text);
    expect(await fixture.count(IN_STEPS, exports)).toEqual(await fixture.count(AT_ONCE, exports));
    expect(await textOf(keyOf('2016-04'))).not.toBe(text);
  });

  it.each([0, 1])('with a changed file %i of its index is not continued', async (at) => {
    const part = indexFilesIn(await countText())[at] ?? '';
    await fixture.objects.putBytes(part, (await fixture.objects.bytes(part)).slice().fill(255));
    const again = await fixture.exportOf('cases', '2016-02', [aCase('2015-12 0')]);
    const more = [...exports, again];
    expect(await fixture.count(IN_STEPS, more)).toEqual(await fixture.count(AT_ONCE, more));
  });
});

describe('parts of an index', () => {
  it('that no count names are removed after a day, and the others stay', async () => {
    const text = await countText();
    const named = indexFilesIn(text);
    const prefix = (named[0] ?? '').replace(/[^/]*$/u, '');
    const unused = `${prefix}${'0'.repeat(64)}`;
    await put(unused, 'unused');
    const removed: string[] = [];
    const effects = (days: number) => ({
      runningCounts: fixture.objects,
      clock: { now: () => new Date(Date.now() + days * 86_400_000) },
      oldFacts: {
        list: async (below: string) =>
          [...named, unused, keyOf('2015-12'), keyOf('2016-04')]
            .filter((key) => key.startsWith(below))
            .map((key) => ({ key, version: '', wasWrittenBefore: async (moment: Date) => moment > new Date() })),
        retire: async ({ key }: { key: string }) => void removed.push(key),
      },
    });
    expect(await retireIndexParts(effects(0), SHEET.id)).toBe(0);
    expect(await retireIndexParts(effects(2), SHEET.id)).toBe(1);
    expect(removed).toEqual([unused]);
  });
});
