import type { Grant } from '../src/domain/person.ts';
import { templateCsv } from '../src/steps/check-file/hotline-columns.ts';
import { openPortalFixture, type PortalFixture } from '../test/portal/portal-fixture.ts';
import { median, type Row } from './row.ts';

const MONTHS = Array.from({ length: 24 }, (_, index) => `${2020 + Math.floor(index / 12)}-${two((index % 12) + 1)}`);

/** The most that the portal may take to answer with the overview, in milliseconds. */
const TARGET_MS = 150;

/**
 * Measures how long the portal takes to answer with the overview of 24 months of three hotlines, from the request to the
 * last byte, next to an answer that reads no data.
 */
export async function portalRows(runs: number): Promise<Row[]> {
  const fixture = await openPortalFixture();
  try {
    const files = await fillMonths(fixture);
    const health = (await timeOf(fixture, null, '/health', runs)).wall;
    const rows: Row[] = [];
    for (const [who, path] of [
      ['operator', '/?months=all'],
      ['approver', '/'],
      ['analyst:nhth', '/'],
      ['operator', '/api/v1/timetable'],
    ] as const) {
      const { wall, processor } = await timeOf(fixture, who, path, runs);
      rows.push({
        name: `${path} for ${who}: ${MONTHS.length} months, 3 hotlines, ${files} files`,
        value: `${wall.toFixed(0)} ms (processor ${processor.toFixed(0)} ms)`,
        limit: `${health.toFixed(1)} ms (an answer without data)`,
        ratio: (wall / health).toFixed(0),
        target: `at most ${TARGET_MS} ms`,
        met: wall <= TARGET_MS,
      });
    }
    return rows;
  } finally {
    await fixture.close();
  }
}

/** Ingests an empty file for every table of every hotline and month. Returns how many there are. */
async function fillMonths({ fixture }: PortalFixture): Promise<number> {
  let files = 0;
  for (const { id, files: expected } of fixture.definitions.hotlines.values())
    for (const { stem } of expected)
      for (const month of MONTHS) {
        const path = `${id}/${month}/${stem}.csv`;
        await fixture.upload(path, templateCsv(fixture.definitions, id, stem) ?? '');
        await fixture.ingest(path);
        files++;
      }
  return files;
}

/** Times of one answer, in milliseconds: by the clock, and of the processor, which a busy machine changes less. */
interface AnswerTimes {
  readonly wall: number;
  readonly processor: number;
}

async function timeOf(
  { ask }: Pick<PortalFixture, 'ask'>,
  who: Grant | null,
  path: string,
  runs: number,
): Promise<AnswerTimes> {
  const times: AnswerTimes[] = [];
  for (let run = -2; run < runs; run++) {
    const start = performance.now();
    const before = process.cpuUsage();
    const answer = await ask(who, path);
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    const { user, system } = process.cpuUsage(before);
    // the first two are not counted
    if (run >= 0) times.push({ wall: performance.now() - start, processor: (user + system) / 1000 });
  }
  return { wall: median(times.map(({ wall }) => wall)), processor: median(times.map(({ processor }) => processor)) };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
