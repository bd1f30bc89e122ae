import { readFile } from 'node:fs/promises';
import type { AskedVerdict, Decision } from '../../src/domain/decision.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { FailureName } from '../../src/domain/failure-names.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Review } from '../../src/domain/review.ts';
import { parseJson } from '../../src/domain/text/json.ts';

/** A portal, and the token with which a command uses its API. */
export interface PortalAddress {
  /** The portal's own address, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly token: string;
}

/** The variable that holds the token: an argument would be visible to every user of the machine. */
const TOKEN_VARIABLE = 'FACTSHEETS_TOKEN';

/**
 * Returns the portal that a command uses; null without a token in the environment.
 * @throws Failure WrongUsage if the address is not one, or would send the token over a network without encryption
 */
export function portalAt(url: string, environment: NodeJS.ProcessEnv): PortalAddress | null {
  const token = environment[TOKEN_VARIABLE]?.trim();
  if (!token) return null;
  if (!URL.canParse(url)) throw new Failure('WrongUsage', `--url "${url}" is not an address`);
  const { protocol, hostname, origin } = new URL(url);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
    throw new Failure('WrongUsage', `--url: ${url} is not https, and another machine would read the token`);
  return { url: origin, token };
}

/** As `portalAt`, for a command that works through a portal only. */
export function portalNeeded(url: string, environment: NodeJS.ProcessEnv): PortalAddress {
  const portal = portalAt(url, environment);
  if (portal) return portal;
  throw new Failure('WrongUsage', `set ${TOKEN_VARIABLE} to a token; make one in the portal under Tokens`);
}

/** Reads the review of an edition, and the ETag that a decision on it needs. */
export async function fetchReview(portal: PortalAddress, sheet: string, month: Month) {
  const answer = await send(portal, `${editionPath(sheet, month)}/review`);
  const review = await contentOf<Review>(portal, answer);
  return { review, etag: answer.headers.get('etag') ?? '' };
}

/**
 * Decides on the revision that is under review now.
 * @throws Failure WrongUsage if the token is another person's than the one named, DecisionRefused if the rules do not allow it
 */
export async function decideInPortal(
  portal: PortalAddress,
  { sheet, month, ...asked }: DecisionInPortal,
): Promise<Pick<Decision, 'sheet' | 'month' | 'revision' | 'verdict' | 'by'>> {
  const { name } = await contentOf<{ readonly name: string }>(portal, await send(portal, '/api/v1/me'));
  if (name !== asked.by) throw new Failure('WrongUsage', `--by: the token acts for ${name}, not for ${asked.by}`);
  const { etag } = await fetchReview(portal, sheet, month);
  const { revision, verdict, reason } = asked;
  const answer = await send(portal, `${editionPath(sheet, month)}/decisions`, {
    method: 'POST',
    body: JSON.stringify({ revision, verdict, reason }),
    headers: { 'content-type': 'application/json', 'if-match': etag },
  });
  return contentOf(portal, answer);
}

const editionPath = (sheet: string, month: Month): string =>
  `/api/v1/sheets/${encodeURIComponent(sheet)}/editions/${month}`;

/** A decision that a command asks a portal for. */
export interface DecisionInPortal {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly verdict: AskedVerdict;
  readonly by: string;
  readonly reason: string | null;
}

/** A hotline's exports by month, the oldest first. */
export interface HotlineInPortal {
  readonly hotline: string;
  readonly months: readonly {
    readonly month: string;
    readonly files: readonly {
      readonly table: string;
      readonly state: 'accepted' | 'rejected' | 'missing';
      readonly rejected: number;
    }[];
  }[];
}

/** An edition; what the token's person may not see is null. */
export interface EditionInPortal {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
  readonly state: 'draft' | 'review' | 'rejected' | 'approved' | 'sent';
  readonly approved: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** Reads the exports by hotline and month, and the editions by sheet. */
export async function fetchTimetable(
  portal: PortalAddress,
): Promise<{ readonly hotlines: readonly HotlineInPortal[]; readonly editions: readonly EditionInPortal[] }> {
  return contentOf(portal, await send(portal, '/api/v1/timetable'));
}

/** The place of a file: its hotline, its month, and its name there. */
export interface PlaceInPortal {
  readonly hotline: string;
  readonly month: Month;
  readonly name: string;
}

/** What a check finds in a file: problems by kind and column, without values. */
export interface CheckInPortal {
  readonly sha256: string;
  readonly tables: readonly {
    readonly table: string | null;
    readonly status: 'accepted' | 'rejected';
    readonly records: number;
    readonly kinds: readonly {
      readonly severity: string;
      readonly column: string | null;
      readonly letter: string | null;
      readonly count: number;
      readonly sentence: string;
      readonly remedy: string;
    }[];
  }[];
}

/** Checks a file as an upload would be, and stores nothing of it. */
export async function checkInPortal(portal: PortalAddress, place: PlaceInPortal, path: string): Promise<CheckInPortal> {
  const answer = await send(portal, addressOf(place, 'checks'), { method: 'POST', body: await readFile(path) });
  return contentOf(portal, answer);
}

/** Stores the file that was checked. @throws Failure ExportUnreadable if the file has changed since */
export async function uploadToPortal(
  portal: PortalAddress,
  place: PlaceInPortal,
  path: string,
  { sha256, isEmpty }: { readonly sha256: string; readonly isEmpty: boolean },
) {
  const address = `${addressOf(place, 'uploads')}?sha256=${sha256}${isEmpty ? '&empty=yes' : ''}`;
  await send(portal, address, { method: 'POST', body: await readFile(path) });
}

/** What became of an upload, table by table. */
export interface UploadInPortal {
  readonly sha256: string;
  readonly tables: readonly {
    readonly table: string | null;
    readonly status: string;
    readonly reason: string | null;
  }[];
}

/** Returns what became of a file when it was last read; null while it was never read. */
export async function uploadStatus(portal: PortalAddress, place: PlaceInPortal): Promise<UploadInPortal | null> {
  const answer = await ask(portal, addressOf(place, 'uploads'));
  if (answer.status === 404) return null;
  return contentOf(portal, await requireAccepted(answer));
}

const addressOf = ({ hotline, month, name }: PlaceInPortal, part: 'checks' | 'uploads'): string =>
  `/api/v1/hotlines/${encodeURIComponent(hotline)}/months/${month}/${part}/${encodeURIComponent(name)}`;

const send = async (portal: PortalAddress, path: string, init?: RequestInit): Promise<Response> =>
  requireAccepted(await ask(portal, path, init));

function ask({ url, token }: PortalAddress, path: string, init: RequestInit = {}): Promise<Response> {
  // no redirect is followed: it would take the token elsewhere
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  return fetch(`${url}${path}`, { ...init, headers, redirect: 'error' }).catch((cause: unknown) => {
    throw new Failure('StoreConflict', `--url: ${url} does not answer; is the portal running?`, { cause });
  });
}

/**
 * Returns the content of an answer, whose form this program's own portal decides.
 * @throws Failure WrongUsage if it is not JSON: something else answers at the address
 */
async function contentOf<Content>({ url }: PortalAddress, answer: Response): Promise<Content> {
  const content = parseJson(await answer.text());
  if (typeof content === 'object' && content !== null) return content as Content;
  throw new Failure(
    'WrongUsage',
    `--url: ${url} does not answer like a portal; write the address that you open in the browser`,
  );
}

async function requireAccepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const problem = problemIn(await answer.text());
  if (answer.status === 401)
    throw new Failure('WrongUsage', `${TOKEN_VARIABLE}: the token is not valid; it expired or was revoked`);
  if (answer.status === 403) throw new Failure('WrongUsage', 'the token, or its person, may not do this');
  const what = problem.detail ?? problem.errors?.map(({ detail }) => detail).join('; ') ?? problem.title;
  throw new Failure(nameOf(answer.status), `--url: ${what ?? `the portal answered ${answer.status}`}`);
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly detail: string }[];
}

const problemIn = (text: string): Problem => (parseJson(text) as Problem | null | undefined) ?? {};

const nameOf = (status: number): FailureName => {
  if (status === 409 || status === 412) return 'DecisionRefused';
  return status >= 500 ? 'StoreConflict' : 'WrongUsage';
};
