import type { Activity, ActivityEntry, ActivityHeads, ActivityPage } from '../../domain/activity.ts';
import { activityKey, activitySpan, LAST_ACTIVITY, NEWEST_ACTIVITY } from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  getItem,
  IF_NEW,
  ifNextGeneration,
  putItemIf,
  queryPage,
  toStored,
} from './dynamo-table.ts';

/** The number of entries read at a time. */
const BATCH = 500;

/**
 * The activity log in DynamoDB. Access patterns 33 to 36 of domain/table-keys.ts. An entry counts from the moment that
 * it is written as the newest one; its own item follows, and the next writer writes it if a killed process did not.
 * @param heads stores the head apart from the table; null where the journal of a state does
 */
export function dynamoActivity(table: DynamoTable, heads: ActivityHeads | null): Activity {
  const page = async (asked: ActivityPage): Promise<ActivityEntry[]> =>
    (await queryPage(table, spanOf(asked), { limit: asked.limit, newestFirst: 'before' in asked })).map(toEntry);
  return {
    async newest() {
      const head = await getItem(table, NEWEST_ACTIVITY);
      if (!head) return null;
      const entry = toEntry(head);
      await putEntry(table, entry);
      return entry;
    },
    async append(entry) {
      const head = { generation: entry.sequence, ...entry };
      if (!(await putItemIf(table, NEWEST_ACTIVITY, head, ifNextGeneration(entry.sequence)))) return false;
      await putEntry(table, entry);
      await raise(heads, entry);
      return true;
    },
    page,
    async *all() {
      for (let after = 0, entries: ActivityEntry[] = []; ; after = entries.at(-1)?.sequence ?? after) {
        entries = await page({ after, limit: BATCH });
        yield* entries;
        if (entries.length < BATCH) return;
      }
    },
    head: async () => (await heads?.read()) ?? null,
  };
}

const putEntry = (table: DynamoTable, entry: ActivityEntry): Promise<boolean> =>
  putItemIf(table, activityKey(entry.sequence), { ...entry }, IF_NEW);

/** Two writers may finish in the other order: the head of the later one stays. */
async function raise(heads: ActivityHeads | null, { sequence, hash }: ActivityEntry): Promise<void> {
  if (!heads || ((await heads.read())?.sequence ?? 0) >= sequence) return;
  await heads.write({ sequence, hash });
}

const spanOf = (page: ActivityPage) =>
  'after' in page ? activitySpan(page.after + 1, LAST_ACTIVITY) : activitySpan(1, page.before - 1);

const toEntry = ({ generation: _generation, ...entry }: Attributes): ActivityEntry => toStored(entry);
