import type { z } from '@hono/zod-openapi';
import { type Month, parseMonth } from '../domain/month.ts';
import { parseJson } from '../domain/text/json.ts';
import { PARAMETERS, type ParameterName } from './api-schemas.ts';
import type { PortalRequest } from './portal-env.ts';
import { notFound, Refused, type RequestError } from './problem-document.ts';

/** Returns a parameter of the path. A value with the wrong format names nothing that exists. */
export function pathParameter(c: PortalRequest, name: ParameterName): string {
  const read = PARAMETERS[name].safeParse(c.req.param(name));
  if (!read.success) throw notFound();
  return read.data;
}

export function monthParameter(c: PortalRequest): Month {
  const month = parseMonth(pathParameter(c, 'month'));
  if (!month) throw notFound();
  return month;
}

/** Returns the edition that a path names. */
export const askedEdition = (c: PortalRequest) => ({ sheet: pathParameter(c, 'sheet'), month: monthParameter(c) });

/** Returns the revision of an edition that a path names. */
export const askedRevision = (c: PortalRequest) => ({
  ...askedEdition(c),
  revision: Number(pathParameter(c, 'revision')),
});

/**
 * Returns the JSON body of a request. Throws Refused with every validation error; a body of another type is refused
 * unread.
 */
export async function jsonBody<Schema extends z.ZodType>(c: PortalRequest, schema: Schema): Promise<z.output<Schema>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Refused({ status: 415, kind: 'invalid', title: 'Send the body as application/json' });
  const text = await c.req.text();
  const value = parseJson(text);
  if (value === undefined) throw new Refused({ status: 400, kind: 'invalid', title: 'The body is not JSON' });
  return parseOrRefuse(schema, value);
}

/** Returns the parameters behind the path of a request. Throws Refused with everything that is wrong with them. */
export function queryParameters<Schema extends z.ZodType>(c: PortalRequest, schema: Schema): z.output<Schema> {
  const { lang: _language, ...parameters } = c.req.query();
  return parseOrRefuse(schema, parameters);
}

function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw invalid(read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message })));
}

/** Returns the refusal (422) of a request with these validation errors. */
export const invalid = (errors: readonly RequestError[]): Refused =>
  new Refused({ status: 422, kind: 'invalid', title: 'Something in the request is missing or wrong', errors });
