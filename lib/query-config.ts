import * as z from 'zod';
import { everyExtraColumn, type SheetColumn } from '../src/domain/dimensions.ts';
import { TABLES } from '../src/domain/tables.ts';
import { ROLE } from './role-name.ts';

/** Where Athena writes results, in the facts bucket; a lifecycle rule deletes them. */
export const RESULTS_PREFIX = 'query-results/';

const GIGABYTES = 'must be a whole number of GB from 1 to 1,000';

/** The part of a stage's configuration that lets analysts query the facts. */
export const QUERY_SCHEMA = z.strictObject({
  /** The IAM roles of people who may see exact numbers; each is a name with its path, like those of `access`. */
  roles: z.array(ROLE).min(1),
  /** The first month (YYYY-MM) of uploads that Athena looks for. Each month of each hotline is one request to S3. */
  from: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/u, 'must be a month, such as 2015-01')
    .default('2010-01'),
  /** The number of gigabytes (of 1,000,000,000 bytes) that a query may read; Athena cancels one that exceeds it. */
  gigabytesPerQuery: z.int(GIGABYTES).min(1, GIGABYTES).max(1000, GIGABYTES).default(1),
});

/** What analysts may query in a stage. */
export type QueryConfig = Readonly<z.infer<typeof QUERY_SCHEMA>> & {
  /** The hotlines of the repository: each is a partition of every table. */
  readonly hotlines: readonly string[];
  /** The columns of facts that only some hotlines map: those of the code lists added to the repository, and others. */
  readonly columns: readonly SheetColumn[];
};

/** What a column needs of its code list; `factsheets doctor` checks the complete list. */
const ADDED_LIST = z.object({
  name: z.string(),
  tables: z.array(z.enum(TABLES)),
  multi: z.boolean().default(false),
  codes: z.array(z.object({ key: z.string() })),
});

/**
 * Returns the columns that only some hotlines map: those of the added code lists, and `states` of signals.
 * @param lists the parsed content of each added list, by its path
 * @returns the columns, and a sentence for each text that is not a code list
 */
export function queryColumns(lists: ReadonlyMap<string, unknown>): {
  readonly columns: readonly SheetColumn[];
  readonly errors: readonly string[];
} {
  const parsed = [...lists].map(([path, list]) => ({ path, ...ADDED_LIST.safeParse(list) }));
  const own = parsed.flatMap(({ data }) =>
    data ? [{ ...data, label: {}, codes: data.codes.map(({ key }) => ({ key, label: {}, aliases: [] })) }] : [],
  );
  const errors = parsed.filter(({ success }) => !success);
  return {
    columns: everyExtraColumn({ own }),
    errors: errors.map(({ path }) => `${path} is not a code list; run factsheets doctor`),
  };
}
