import * as z from 'zod';

/** Requests a second: the address is public. Twenty analysts who open pages at once stay far below the default. */
const RATE = z.int().min(1).max(10_000).default(50);

/** The part of a stage's configuration that has the portal. */
export const PORTAL_SCHEMA = z.strictObject({
  /** A custom address; null for the one that API Gateway gives. */
  domain: z
    .strictObject({
      name: z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/u, 'must be a host name, such as sheets.example.org'),
      /** The ARN of a certificate in ACM, in the stage's region. */
      certificate: z
        .string()
        .regex(/^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/u, 'must be the ARN of a certificate of ACM'),
    })
    .nullable()
    .default(null),
  /** The number of requests a second that all people together may send; more are answered 429. */
  requestsPerSecond: RATE,
});

/** The portal of a stage. */
export type PortalConfig = Readonly<z.infer<typeof PORTAL_SCHEMA>> & {
  /** The hotlines of the repository: each has a group of analysts. */
  readonly hotlines: readonly string[];
};
