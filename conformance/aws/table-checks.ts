import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import type { DynamoTable } from '../../src/adapters/aws/dynamo-table.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { type Month, monthsEarlier } from '../../src/domain/month.ts';
import type { Revision, RevisionFigure } from '../../src/domain/revision.ts';
import { type Check, checked, equal } from '../check.ts';

const MONTH = '2017-07' as Month;
const entry = (generation: number, claimedBy: string | null): LedgerEntry => ({
  hotline: 'checked',
  month: MONTH,
  table: 'cases',
  generation,
  claimedBy,
  inForce: null,
});
const REVISION: Revision = {
  sheet: 'checked',
  month: MONTH,
  revision: 1,
  fingerprint: 'f',
  from: '2017-01-01' as never,
  through: '2017-07-31' as never,
  complete: true,
  missing: [],
  threshold: 10,
  generatedFrom: [],
  orphans: { victims: 0, traffickers: 0 },
  versions: { sheet: 's', hotlines: {}, idKey: 'k', program: 'p' },
  madeAt: '2017-08-01T00:00:00.000Z',
};

/** Returns a figure of about 40 kB, so that a sheet's figures take more than one page of a query. */
const large = (at: number): RevisionFigure => {
  const cells = Array.from({ length: 800 }, (_, cell) => ({ key: `cell-${cell}-of-a-large-figure`, count: cell }));
  const figure = { id: `figure-${at}`, counts: 'cases', multi: true, total: 1, cells } as const;
  const counted = { ...figure, print: { as: 'counts' }, shares: false, universe: 'u' } as const;
  return { counted, printed: figure };
};

/**
 * Checks the table's adapters against moto: conditions hold, queries are complete, and the order is that of the keys.
 */
export async function tableChecks(): Promise<Check[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table: DynamoTable = { client, name: 'the-table' };
  const [ledger, editions] = [dynamoLedger(table), dynamoEditions(table)];
  return [
    await checked('a ledger entry is written only over the generation that was read', async () => {
      equal(await ledger.put(entry(1, 'a')), true);
      equal(await ledger.put(entry(1, 'b')), false);
      equal(await ledger.put(entry(3, 'c')), false);
      equal(await ledger.put(entry(2, 'd')), true);
      equal(await ledger.entriesOf('checked'), [entry(2, 'd')]);
    }),
    await checked('the entries of months in a row are those from the first to the last', async () => {
      equal(await ledger.entriesBetween('checked', MONTH, MONTH), [entry(2, 'd')]);
      equal(await ledger.entriesBetween('checked', monthsEarlier(MONTH, 12), monthsEarlier(MONTH, 1)), []);
    }),
    await checked('one of twenty writers at once wins a generation', async () => {
      const won = await Promise.all(Array.from({ length: 20 }, (_, at) => ledger.put(entry(3, `writer ${at}`))));
      equal(won.filter(Boolean).length, 1);
    }),
    await checked('a revision number is taken once', async () => {
      equal(await editions.makeCurrent(REVISION), true);
      equal(await editions.makeCurrent({ ...REVISION, fingerprint: 'g' }), false);
      equal(await editions.newestRevision('checked', MONTH), REVISION);
    }),
    await checked('the newest of eleven revisions is the eleventh', async () => {
      for (let revision = 2; revision <= 11; revision++) await editions.makeCurrent({ ...REVISION, revision });
      equal((await editions.newestRevision('checked', MONTH))?.revision, 11);
      equal((await editions.revisionsOf('checked', MONTH)).length, 11);
    }),
    await checked('figures over more than one page of a query come back whole and in order', async () => {
      const figures = Array.from({ length: 40 }, (_, at) => large(at));
      await editions.putFigures('checked', 'large', figures);
      const back = await editions.figuresOf('checked', 'large');
      equal(
        back.map(({ printed }) => printed.id),
        figures.map(({ printed }) => printed.id),
      );
      equal(back[39], figures[39]);
    }),
  ];
}
