import { randomUUID } from 'node:crypto';
import type { Decision, NewestDecision } from '../../domain/decision.ts';
import type { Month } from '../../domain/month.ts';
import type { Editions, Report, Revision, RevisionFigure, RevisionHead } from '../../domain/revision.ts';
import {
  computationKey,
  contentRange,
  decisionKey,
  decisionRange,
  editionKey,
  editionRange,
  figureKey,
  newestDecisionKey,
  reportRecordKey,
  revisionKey,
  revisionRange,
} from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  deleteItemIf,
  getItem,
  IF_NEW,
  ifNextGeneration,
  putItem,
  putItemIf,
  queryItems,
  toStored,
} from './dynamo-table.ts';
import { putLists, readLists } from './revision-lists.ts';

/** Editions in DynamoDB. Access patterns 7-17, 32 and 45 of domain/table-keys.ts. */
export function dynamoEditions(table: DynamoTable): Editions {
  return {
    async newestRevision(sheet, month) {
      const [item] = await queryItems(table, revisionRange(sheet, month), { newestOnly: true });
      return item ? toRevision(table, item) : null;
    },
    async revision(sheet, month, revision) {
      const item = await getItem(table, revisionKey(sheet, month, revision));
      return item ? toRevision(table, item) : null;
    },
    async revisionsOf(sheet, month) {
      return (await queryItems(table, revisionRange(sheet, month))).map(toHead);
    },
    async putFigures(sheet, fingerprint, figures) {
      await Promise.all(figures.map((figure, order) => putFigure(table, { sheet, fingerprint }, figure, order)));
    },
    async figuresOf(sheet, fingerprint) {
      const items = await queryItems(table, contentRange(sheet, fingerprint));
      return items.toSorted((a, b) => Number(a.order) - Number(b.order)).map(toFigure);
    },
    nextNumber: (sheet, month) => nextNumber(table, sheet, month),
    beginComputation: (sheet, month) => beginComputation(table, sheet, month),
    lastComputation: (sheet, month) => lastComputation(table, sheet, month),
    dropFigures: (sheet, fingerprint, before) => dropFigures(table, sheet, fingerprint, before),
    makeCurrent: (revision) => makeCurrent(table, revision),
    decisionsOf: (sheet, month) => decisionsOf(table, sheet, month),
    decide: (decision) => putItemIf(table, decisionKey(decision.sheet, decision.decision), { ...decision }, IF_NEW),
    async newestDecision(group) {
      const item = await getItem(table, newestDecisionKey(group));
      return item && toNewest(item);
    },
    putNewestDecision: (group, newest) =>
      putItemIf(table, newestDecisionKey(group), { ...newest }, ifNextGeneration(newest.generation)),
    async editionsOf(sheet) {
      const items = await queryItems(table, editionRange(sheet));
      return items.map((item) => ({ month: item.month as Month, asked: item.asked === true }));
    },
    async requestEdition(sheet, month) {
      const edition = await getItem(table, editionKey(sheet, month));
      await putItem(table, editionKey(sheet, month), { ...edition, month, asked: true });
    },
    async recordReport(report) {
      await putItemIf(table, reportRecordKey(report.sheet, report.month, report.revision), { ...report }, IF_NEW);
    },
    announce: (report) => putItem(table, reportRecordKey(report.sheet, report.month, report.revision), { ...report }),
    async reportOf(sheet, month, revision) {
      const item = await getItem(table, reportRecordKey(sheet, month, revision));
      return item && toStored<Report>(item);
    },
  };
}

/** An edition of a restored table continues `after` the numbers that revisions had before. */
async function nextNumber(table: DynamoTable, sheet: string, month: Month): Promise<number> {
  const [newest] = await queryItems(table, revisionRange(sheet, month), { newestOnly: true });
  const edition = await getItem(table, editionKey(sheet, month));
  return Math.max(Number(newest?.revision ?? 0), Number(edition?.after ?? 0)) + 1;
}

async function beginComputation(table: DynamoTable, sheet: string, month: Month): Promise<string> {
  const id = randomUUID();
  await putItem(table, computationKey(sheet, month), { id });
  return id;
}

async function lastComputation(table: DynamoTable, sheet: string, month: Month): Promise<string | null> {
  const item = await getItem(table, computationKey(sheet, month));
  return item && String(item.id);
}

async function decisionsOf(table: DynamoTable, sheet: string, month?: Month): Promise<Decision[]> {
  const all = (await queryItems(table, decisionRange(sheet))).map(toDecision);
  return month === undefined ? all : all.filter((decision) => decision.month === month);
}

async function makeCurrent(table: DynamoTable, revision: Revision): Promise<boolean> {
  const { sheet, month } = revision;
  await putItemIf(table, editionKey(sheet, month), { month, asked: false }, IF_NEW);
  const { missing, generatedFrom, ...head } = revision;
  const stored = await putLists(table, sheet, { missing, generatedFrom });
  return putItemIf(table, revisionKey(sheet, month, revision.revision), { ...head, ...stored }, IF_NEW);
}

async function dropFigures(table: DynamoTable, sheet: string, fingerprint: string, before: Date): Promise<void> {
  for (const { PK, SK } of await queryItems(table, contentRange(sheet, fingerprint)))
    await deleteItemIf(table, { PK: String(PK), SK: String(SK) }, writtenAtBefore(before));
}

function putFigure(
  table: DynamoTable,
  { sheet, fingerprint }: Pick<Revision, 'sheet' | 'fingerprint'>,
  figure: RevisionFigure,
  order: number,
) {
  const key = figureKey(sheet, fingerprint, figure.counted.id, figure.counted.by === 'month');
  const writtenAt = new Date().toISOString();
  // one text: as maps of the table, each cell of a figure would be converted on its own
  return putItem(table, key, { order, figure: JSON.stringify(figure), writtenAt });
}

/** Earlier versions stored a figure as maps of the table. */
const toFigure = ({ figure, counted, printed }: Attributes): RevisionFigure =>
  (typeof figure === 'string' ? JSON.parse(figure) : { counted, printed }) as RevisionFigure;

/** Items of versions that did not store the time of writing count as older than any time. */
const writtenAtBefore = (moment: Date) => ({
  ConditionExpression: 'attribute_not_exists(writtenAt) OR writtenAt < :moment',
  ExpressionAttributeValues: { ':moment': moment.toISOString() },
});

/** A decision in a table of an earlier format names no files, so it is not sent before the table is migrated. */
const toDecision = (item: Attributes): Decision => ({
  files: [],
  fingerprint: '',
  ...toStored<Omit<Decision, 'files' | 'fingerprint'>>(item),
});

const toNewest = ({ generation, decision }: Attributes): NewestDecision =>
  ({ generation, decision }) as unknown as NewestDecision;

function toHead(item: Attributes): RevisionHead {
  const { missing: _missing, generatedFrom: _from, lists: _lists, listItems: _items, ...head } = item;
  return toStored(head);
}

const toRevision = async (table: DynamoTable, item: Attributes): Promise<Revision> => ({
  ...toHead(item),
  ...(await readLists(table, item)),
});
