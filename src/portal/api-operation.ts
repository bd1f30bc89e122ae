import type { z } from '@hono/zod-openapi';

/** One operation of the API, except for what the route table already says. */
export interface Operation {
  readonly summary: string;
  /** `file`: bytes of any type; `none`: the answer has no body. */
  readonly answer: z.ZodType | 'file' | 'none';
  readonly body?: z.ZodType | 'file';
  /** The parameters behind the path. */
  readonly query?: z.ZodObject;
  /** Headers that a request must have, besides those of HTTP itself. */
  readonly headers?: z.ZodObject;
  /** Refusals besides 401, 403 and 422. */
  readonly refusals: Readonly<Record<number, string>>;
  readonly status?: number;
}

export const NOT_THERE = { 404: 'What the path names is not there' } as const;
