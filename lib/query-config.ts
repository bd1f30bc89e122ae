import { z } from 'zod';
import { ROLE } from './role-name.ts';

/** Where Athena writes results, in the facts bucket; a lifecycle rule deletes them. */
export const RESULTS_PREFIX = 'query-results/';

/** The part of a stage's configuration that lets analysts query the facts. */
export const QUERY_SCHEMA = z.strictObject({
  /** The IAM roles of people who may see exact numbers; each is a name with its path, like those of `access`. */
  roles: z.array(ROLE).min(1),
  /** The first month (YYYY-MM) of uploads that Athena looks for. Each month of each hotline is one request to S3. */
  from: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/u, 'must be a month, such as 2015-01')
    .default('2010-01'),
});

/** What analysts may query in a stage. */
export type QueryConfig = Readonly<z.infer<typeof QUERY_SCHEMA>> & {
  /** The hotlines of the repository: each is a partition of every table. */
  readonly hotlines: readonly string[];
};
