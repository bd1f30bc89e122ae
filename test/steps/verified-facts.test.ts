import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredFacts } from '../../src/domain/ledger.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { fileHash } from '../../src/steps/verify-state/verify-files.ts';
import { casesCsv, openStateFixture, type StateFixture, victimsCsv } from './state-fixture.ts';

const MONTHS = ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05'];
const RIGHT = { cases: 60, victims: 65 };

let fixture: StateFixture;
let exports: { month: string; table: string; facts: StoredFacts }[];

beforeAll(async () => {
  fixture = await openStateFixture();
  for (const [at, month] of MONTHS.entries()) {
    const ids = Array.from({ length: 10 + at }, (_, number) => `${month}-${number}`);
    await fixture.upload(`nhth/${month}/cases.csv`, casesCsv(...ids.map((id) => [id, `${month}-02`] as const)));
    const people = ids.map((id) => [`V${id}`, id] as const);
    await fixture.upload(`nhth/${month}/victims.csv`, victimsCsv(...people, [`W${month}`, ids[0]!]));
    for (const table of ['cases', 'victims']) await fixture.ingest(`nhth/${month}/${table}.csv`);
  }
  // an export without a record has facts too, and they are also checked
  await fixture.upload('nhth/2016-05/traffickers.csv', 'Trafficker ID,Case Number,Gender,Age,Nationality\n');
  await fixture.ingest('nhth/2016-05/traffickers.csv');
  exports = await factsInLedger();
});
afterAll(() => fixture.close());

async function factsInLedger() {
  const entries = await fixture.effects.ledger.entriesOf('nhth');
  return entries.flatMap(({ month, table, inForce }) =>
    (inForce?.facts ?? []).map((facts) => ({ month: String(month), table, facts })),
  );
}

/** Returns another file of the same canonical table, so that a swap would be counted without an error. */
const otherOf = ({ facts }: { facts: StoredFacts }): StoredFacts =>
  exports.find((one) => one.facts.key !== facts.key && one.facts.table === facts.table)?.facts ?? exports[0]!.facts;

async function rewritten(key: string): Promise<Uint8Array> {
  const engine = await fixture.effects.openEngine(0);
  try {
    await fixture.effects.facts.fetch(key, join(engine.folder, 'whole.parquet'));
    await engine.run(`COPY (FROM '${engine.folder}/whole.parquet' OFFSET 3) TO '${engine.folder}/fewer.parquet'`);
    await fixture.effects.facts.putFile('facts/fewer', join(engine.folder, 'fewer.parquet'));
    return await fixture.effects.facts.bytes('facts/fewer');
  } finally {
    await engine.close();
  }
}

type Tampering = (bytes: Uint8Array, at: number, one: { facts: StoredFacts }) => Promise<Uint8Array | null>;

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'with a flipped bit': async (bytes, at) => {
    const changed = Uint8Array.from(bytes);
    const place = (at * 7919) % changed.length;
    changed[place] = changed[place]! ^ (1 << (at % 8));
    return changed;
  },
  'cut off': async (bytes, at) => bytes.slice(0, 1 + ((at * 131) % (bytes.length - 1))),
  'with a byte more': async (bytes) => Uint8Array.from([...bytes, 0]),
  'swapped for another month’s': async (_, __, one) => fixture.effects.facts.bytes(otherOf(one).key),
  'rewritten with rows dropped': async (_, __, one) => rewritten(one.facts.key),
  deleted: async () => null,
  empty: async () => new Uint8Array(),
};

describe('facts that are not those that were accepted', () => {
  const kinds = Object.keys(TAMPERINGS);

  /** Changes the facts of an export, and expects figures to fail with a message that names it. Returns the facts before. */
  async function refusedWith(kind: string, at: number, one: (typeof exports)[number]): Promise<Uint8Array> {
    const { key } = one.facts;
    const before = await fixture.effects.facts.bytes(key);
    const bytes = await TAMPERINGS[kind]!(before, at, one);
    if (bytes) await fixture.effects.facts.putBytes(key, bytes);
    else await fixture.lose(key);
    await expect(fixture.compute('2016-05'), `${kind}, ${at}`).rejects.toMatchObject({
      name: 'FactsChanged',
      message: expect.stringMatching(
        new RegExp(
          `the facts of nhth ${one.month} ${one.table} are (missing|not those that were accepted); .*factsheets replay --hotline nhth --month ${one.month} --force`,
        ),
      ),
    });
    return before;
  }

  it.each(kinds)('fail the figures with a message that names the export, %s', async (kind) => {
    for (let at = 0; at < 8; at++) {
      const one = exports[(at * 5 + kinds.indexOf(kind)) % exports.length]!;
      const before = await refusedWith(kind, at * kinds.length, one);
      await fixture.effects.facts.putBytes(one.facts.key, before);
    }
    expect(await fixture.totals('2016-05')).toMatchObject(RIGHT);
  });

  it.each(kinds)('are written again by replay, %s', async (kind) => {
    const one = exports[(kinds.indexOf(kind) * 5) % exports.length]!;
    const before = await refusedWith(kind, 1, one);
    const path = `exports/nhth/${one.month}/${one.table}.csv`;
    await ingestExport(fixture.effects, fixture.definitions, path, { force: true });
    expect(await fixture.totals('2016-05')).toMatchObject(RIGHT);
    expect(Buffer.from(await fixture.effects.facts.bytes(one.facts.key)).equals(Buffer.from(before))).toBe(true);
  });

  it('are named all at once, whatever is wrong with each', async () => {
    const [first, second] = [exports[0]!, exports[3]!];
    const kept = await fixture.effects.facts.bytes(second.facts.key);
    await fixture.lose(first.facts.key);
    await fixture.effects.facts.putBytes(second.facts.key, new Uint8Array([1]));
    const failure = await fixture.compute('2016-05').catch((error: Error) => error.message);
    expect(failure).toContain(`nhth ${first.month} ${first.table} are missing`);
    expect(failure).toContain(`nhth ${second.month} ${second.table} are not those that were accepted`);
    await fixture.effects.facts.putBytes(second.facts.key, kept);
    await ingestExport(fixture.effects, fixture.definitions, `exports/nhth/${first.month}/${first.table}.csv`, {
      force: true,
    });
    expect(await fixture.totals('2016-05')).toMatchObject(RIGHT);
  });
});

/**
 * Replaces the facts of an export with the same facts in the columns of an earlier version, and updates the ledger's
 * record of them.
 */
async function outdate(month: string, table: string): Promise<void> {
  const entries = await fixture.effects.ledger.entriesOf('nhth', parseMonth(month)!);
  const entry = entries.find((one) => one.table === table)!;
  const [facts] = entry.inForce!.facts;
  const engine = await fixture.effects.openEngine(0);
  try {
    const path = (name: string): string => join(engine.folder, `${name}.parquet`);
    await fixture.effects.facts.fetch(facts!.key, path('now'));
    await engine.run(`COPY (SELECT * EXCLUDE withdrawn FROM '${path('now')}') TO '${path('then')}'
      (FORMAT parquet, KV_METADATA {id_key: 'test', columns: 'v1'})`);
    const kept = { ...facts!, key: `${facts!.key}-of-v1`, sha256: await fileHash(path('then')) };
    await fixture.effects.facts.putFile(kept.key, path('then'));
    const inForce = { ...entry.inForce!, reading: 'of an earlier reader', facts: [kept] };
    expect(await fixture.effects.ledger.put({ ...entry, generation: entry.generation + 1, inForce })).toBe(true);
  } finally {
    await engine.close();
  }
}

it('facts in the columns of an earlier version are never counted, and read again without being asked', async () => {
  await outdate('2016-02', 'victims');
  await expect(fixture.compute('2016-05')).rejects.toMatchObject({
    name: 'FactsChanged',
    message: expect.stringContaining('nhth 2016-02 victims have other columns than this version reads'),
  });
  await fixture.ingest('nhth/2016-02/victims.csv');
  expect(await fixture.totals('2016-05')).toMatchObject(RIGHT);
});

describe('a ledger entry', () => {
  const changed = async (change: (facts: StoredFacts) => object) => {
    const ledger: StateFixture['effects']['ledger'] = {
      ...fixture.effects.ledger,
      entriesOf: async (hotline, month) =>
        (await fixture.effects.ledger.entriesOf(hotline, month)).map((entry) =>
          entry.inForce
            ? { ...entry, inForce: { ...entry.inForce, facts: entry.inForce.facts.map(change) as StoredFacts[] } }
            : entry,
        ),
    };
    return fixture.compute('2016-05', { ...fixture.effects, ledger });
  };

  it('of an earlier version, without a hash, is not trusted', async () => {
    await expect(changed(({ sha256: _, ...rest }) => rest)).rejects.toMatchObject({
      name: 'FactsChanged',
      message: expect.stringMatching(
        /nhth 2016-01 cases were recorded without a hash; .*replay --hotline nhth --month 2016-01 --force/,
      ),
    });
  });

  it('that records another number of rows than the file holds is not counted', async () => {
    await expect(changed((facts) => ({ ...facts, rows: facts.rows + 1 }))).rejects.toMatchObject({
      name: 'FactsChanged',
      message: expect.stringContaining('have another number of rows than the ledger recorded'),
    });
  });
});
