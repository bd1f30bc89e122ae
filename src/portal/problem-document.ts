import { Failure } from '../domain/failure.ts';
import type { FailureName } from '../domain/failure-names.ts';
import type { ErrorKind } from './words/portal-words.ts';

/** One validation error of a request: where (a JSON pointer) and what. */
export interface RequestError {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Why a request was refused. `detail` is for the person who sent it; it never contains a cell's value or anything that
 * only the server knows.
 */
export interface Refusal {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 410
    | 411
    | 412
    | 413
    | 415
    | 421
    | 422
    | 428
    | 429
    | 500
    | 503
    | 507;
  readonly kind: ErrorKind | 'sign-in';
  readonly title: string;
  readonly detail?: string;
  /** The failure's name; missing if the refusal is not a failure. */
  readonly code?: FailureName;
  readonly errors?: readonly RequestError[];
  /** The number of seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

/** Carries a refusal to the code that answers the request. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.title);
    this.refusal = refusal;
  }
}

export const notFound = (): Refused => new Refused({ status: 404, kind: 'not-found', title: 'Not found' });

const STATUS: Readonly<Partial<Record<FailureName, Refusal['status']>>> = {
  DecisionRefused: 409,
  ExportUnreadable: 422,
  StakeholdersInvalid: 422,
  DefinitionChanged: 503,
  StoreConflict: 503,
  IdentityUnavailable: 503,
};

const KINDS: Readonly<Partial<Record<Refusal['status'], ErrorKind>>> = { 409: 'refused', 422: 'invalid', 503: 'busy' };

/**
 * Converts an error to a refusal. The message of a failure is shown if the person can do something about it. No other
 * message is shown, because it may quote a cell.
 * @param namesSomething whether the path names something that may not exist
 */
export function refusalOf(error: unknown, namesSomething: boolean): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (isDiskFull(error)) return { status: 507, kind: 'disk-full', title: 'The disk of the portal is full' };
  if (!(error instanceof Failure)) return { status: 500, kind: 'failed', title: 'The portal could not answer' };
  const code = error.name;
  if (code === 'WrongUsage' && namesSomething) return { status: 404, kind: 'not-found', title: 'Not found', code };
  const status = code === 'WrongUsage' ? 422 : (STATUS[code] ?? 500);
  const kind = KINDS[status] ?? 'failed';
  const shown = status < 500 ? { detail: error.message } : {};
  return {
    status,
    kind,
    title: TITLES[kind] ?? 'The portal could not answer',
    code,
    ...shown,
    ...(status === 503 && { retryAfter: 2 }),
  };
}

/** The system's errors of a disk without room, also behind another error. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && FULL.has(error.code)) || isDiskFull(error.cause));

const TITLES: Readonly<Partial<Record<ErrorKind, string>>> = {
  refused: 'The rules do not allow this',
  invalid: 'Something in the request is missing or wrong',
  busy: 'Try once more in a moment',
};

/** Returns the refusal as a problem document (RFC 9457). */
export function problemDocument(refusal: Refusal, request: string): Response {
  const { status, title, detail, code, errors, retryAfter } = refusal;
  const type = code === undefined ? 'about:blank' : `docs/runbook.md#${code.toLowerCase()}`;
  const body = { type, title, status, detail, code, errors, instance: `urn:request:${request}` };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
  });
}
