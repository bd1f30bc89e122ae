import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureRows } from '../../src/charts/figure-rows.ts';
import { type LabelledSegment, labelSegments } from '../../src/charts/segment-labels.ts';
import { segmentsOf } from '../../src/charts/segments.ts';
import { figure, labels, measure, words } from './chart-fixtures.ts';

const WIDTH = 540;
const HEAD_ROOM = 210;
type Counts = Readonly<Record<'labor' | 'sex' | 'sex-and-labor' | 'other', number | null>>;

function label(counts: Counts, total: number | null): LabelledSegment[] {
  const context = { labels, words: words.en, lang: 'en', locale: 'en-US', classBounds: [], place: 'a test' } as const;
  const rows = figureRows(figure('victims-by-type', 'type', total, counts), context);
  return labelSegments(segmentsOf(rows, total, WIDTH), { width: WIDTH, headRoom: HEAD_ROOM }, measure, 'a test');
}

/** Returns the extent of a label. It ends with its share or, if there is none, with its count. */
function extent(segment: LabelledSegment): { from: number; to: number } {
  const big = segment.placed === 'above';
  const last = segment.shareText === '' ? segment.countText : segment.shareText;
  const face = segment.shareText === '' ? 'Barlow Semi Condensed SemiBold' : 'Barlow Semi Condensed';
  return {
    from: segment.nameX,
    to: segment.shareX + (segment.shareText === '' ? 0 : measure(last, face, big ? 10 : 8)),
  };
}

/** Checks that no text of a line leaves the bar, is within 8 points of the next one, or has a leader through it. */
function expectClearLine(segments: readonly LabelledSegment[], line: number) {
  const onLine = segments.filter((segment) => Math.max(segment.line, 1) === line);
  const extents = onLine.map(extent).toSorted((a, b) => a.from - b.from);
  const leaders = segments.flatMap((segment) => (segment.line >= line ? [segment.leaderX ?? -1] : []));
  for (const [at, { from, to }] of extents.entries()) {
    expect(from).toBeGreaterThanOrEqual(Math.max(0, (extents[at - 1]?.to ?? -8) + 7.999));
    expect(to).toBeLessThanOrEqual(WIDTH + 0.001);
    expect(leaders.filter((leader) => leader > from && leader < to)).toEqual([]);
  }
}

describe('segmentsOf', () => {
  it('makes the bar as long as the printed total, with a gap between neighbours', () => {
    const segments = label({ labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 }, 1257);
    expect(segments.at(-1)?.end).toBeCloseTo(WIDTH, 6);
    expect(segments[1]?.start).toBeCloseTo((793 * WIDTH) / 1257, 6);
    expect((segments[1]?.start ?? 0) - (segments[0]?.end ?? 0)).toBeCloseTo(1, 6);
  });

  it('merges hidden cells into one segment, as long as what the printed ones leave', () => {
    const segments = label({ labor: 793, sex: 389, 'sex-and-labor': null, other: null }, 1257);
    expect(segments.map((segment) => segment.key)).toEqual(['labor', 'sex', 'hidden']);
    expect(segments[2]?.end).toBeCloseTo(WIDTH, 6);
    expect(segments[2]?.countText).toBe('‡');
  });

  it('gives the entire bar to hidden cells when the total is hidden', () => {
    const segments = label({ labor: null, sex: 0, 'sex-and-labor': null, other: null }, null);
    const hidden = segments.find((segment) => segment.key === 'hidden');
    expect(hidden).toMatchObject({ start: 0, end: WIDTH });
  });
});

describe('labelSegments', () => {
  it('sets labels above their segments and lets the crowded ones step up on leaders', () => {
    const segments = label({ labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 }, 1257);
    expect(segments.map(({ placed, line }) => [placed, line])).toEqual([
      ['above', 0],
      ['above', 0],
      ['stepped', 1],
      ['stepped', 2],
    ]);
    expect(segments[0]?.nameX).toBe(0);
    expect(segments[3]?.leaderX).toBeCloseTo(segments[3]?.middle ?? 0, 6);
  });

  it('lets a long segment’s label start a little later, for its neighbour’s leader to pass', () => {
    const segments = label({ labor: 480, sex: 610, 'sex-and-labor': 22, other: 418 }, 1530);
    expect(segments.map(({ placed }) => placed)).toEqual(['above', 'above', 'stepped', 'above']);
    expect((segments[3]?.nameX ?? 0) - (segments[3]?.start ?? 0)).toBe(4);
  });

  it('gives a zero no leader', () => {
    const segments = label({ labor: 793, sex: 389, 'sex-and-labor': 0, other: 0 }, 1182);
    expect(segments.slice(2).every((segment) => segment.empty && segment.leaderX === null)).toBe(true);
  });

  it('sets labels in a row after swatches where small segments crowd under the head, or where there is no bar', () => {
    expect(label({ labor: 20, sex: 15, 'sex-and-labor': 12, other: 900 }, 947).every((s) => s.placed === 'keyed')).toBe(
      true,
    );
    expect(label({ labor: 0, sex: 0, 'sex-and-labor': 0, other: 0 }, 0).every((s) => s.placed === 'keyed')).toBe(true);
  });

  it('never lets a label leave the bar or touch another on its line, whatever the counts', () => {
    const count = fc.oneof(fc.constant(0), fc.integer({ min: 10, max: 60 }), fc.integer({ min: 10, max: 1_000_000 }));
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), ([labor, sex, both, other]) => {
        const segments = label({ labor, sex, 'sex-and-labor': both, other }, labor + sex + both + other);
        expect(segments).toHaveLength(4);
        for (const line of [1, 2, 3]) expectClearLine(segments, line);
      }),
      { seed: 20170731, numRuns: 300 },
    );
  });

  it('fails by name when the code list’s labels are longer than the bar', () => {
    const long = {
      ...labels,
      type: Object.fromEntries(Object.keys(labels.type ?? {}).map((key) => [key, { en: 'w'.repeat(40), es: '' }])),
    };
    const context = {
      labels: long,
      words: words.en,
      lang: 'en',
      locale: 'en-US',
      classBounds: [],
      place: 'a test',
    } as const;
    const none = figure('victims-by-type', 'type', 0, { labor: 0, sex: 0, 'sex-and-labor': 0, other: 0 });
    const segments = segmentsOf(figureRows(none, context), 0, WIDTH);
    const labelling = () => labelSegments(segments, { width: WIDTH, headRoom: 0 }, measure, 'type-bar');
    expect(labelling).toThrow(expect.objectContaining({ name: 'TextTooLong' }));
  });
});
