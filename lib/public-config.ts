import * as z from 'zod';

/** The part of a stage's configuration that has the public edition. */
export const PUBLIC_SCHEMA = z.strictObject({
  /** A custom address; null for the one that CloudFront gives. */
  domain: z
    .strictObject({
      name: z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/u, 'must be a host name, such as figures.example.org'),
      /** The ARN of a certificate in ACM. CloudFront takes certificates of us-east-1 only, whatever the stage's region. */
      certificate: z
        .string()
        .regex(
          /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/u,
          'must be the ARN of a certificate of ACM in us-east-1',
        ),
    })
    .nullable()
    .default(null),
});

/** The public edition of a stage. */
export type PublicConfig = Readonly<z.infer<typeof PUBLIC_SCHEMA>>;
