import * as z from 'zod';

/** The name of an IAM role, with its path where it has one; `*` matches generated parts. */
export const ROLE = z
  .string()
  .regex(/^[\w+=,.@*-]+(?:\/[\w+=,.@*-]+)*$/u, 'must be the name of a role, with its path where it has one')
  .refine((name) => /\w{3}/u.test(name), 'must name roles; "*" alone would match everyone');
