import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { PROGRAM_VERSION } from '../../src/definitions/versions.ts';
import { Failure } from '../../src/domain/failure.ts';
import { isTokenOf, type Token } from '../../src/domain/token.ts';
import { limitedAttempts } from '../../src/portal/attempts.ts';
import { portal } from '../../src/portal/portal.ts';
import type { PortalContext, PortalOptions } from '../../src/portal/portal-options.ts';
import { countRecipients } from '../../src/steps/stakeholders/list-stakeholders.ts';
import { outgoingMail } from '../mail/outgoing-mail.ts';
import type { CachedMailConfiguration } from '../pipeline/cached-mail-configuration.ts';
import type { LocalEffects, LocalRuntime } from '../pipeline/local-runtime.ts';
import { type PipelineContext, withRuntime } from '../pipeline/run-pipeline.ts';
import { assertUnchangedState } from '../state/open-state.ts';
import { statIfExists } from '../state/read-stored.ts';
import { writeAtomically } from '../state/write-atomically.ts';
import type { ChangeFeed } from './change-feed.ts';
import { CheckLists } from './check-lists.ts';
import { checkUpload, problemsWithValues } from './check-upload.ts';
import { distributionRuns } from './distribution-runs.ts';
import { type FollowSettings, followDecision, followHold } from './follow-decision.ts';
import { openPeople, type People } from './people.ts';
import { loadAssets } from './portal-assets.ts';
import { requestFiles } from './request-files.ts';
import { portalMail, sendAsked } from './send-asked.ts';
import { type ServedPortal, servePortal } from './serve-portal.ts';
import { makeLink, sessionFiles } from './session-files.ts';
import { storeUpload, withdrawUpload } from './upload-folder.ts';

/** The number of failed attempts to sign in within a minute, before others are refused unread. */
const FAILED_A_MINUTE = 30;

/** The default port of the portal; if it is in use, a free port is used. */
const PORTAL_PORT = 8787;

/** Returns the file from which `factsheets open` reads the portal's address. */
const addressFile = (state: string): string => join(state, 'portal', 'address');

export interface LocalPortal extends ServedPortal {
  /** Returns an address that signs in once, within ten minutes. */
  signInAddress(): Promise<string>;
}

/**
 * Serves the portal of a running pipeline.
 * @param feed reports changes to pages
 * @param port null uses PORTAL_PORT, or a free port
 * @throws Failure WrongUsage if the given port is in use
 */
export async function openPortal(
  pipeline: PipelineContext,
  mail: CachedMailConfiguration,
  feed: ChangeFeed,
  { config, port }: { readonly config: string | undefined; readonly port: number | null },
): Promise<LocalPortal> {
  const { state } = pipeline;
  const people = await openPeople(config);
  const loaded = await loadAssets();
  const lists = await CheckLists.open();
  const now = (): Date => new Date();
  const optionsFor = (at: number): PortalOptions => ({
    ...loaded,
    ...storedInState(state, people, now),
    hosts: () => [`127.0.0.1:${at}`, `localhost:${at}`],
    scheme: 'http',
    signIn: null,
    part: null,
    origins: { connect: [], form: [] },
    // Cookies ignore the port, so each instance on this machine uses a different name.
    cookie: `factsheets-${at}`,
    attempts: limitedAttempts(FAILED_A_MINUTE, Date.now),
    version: PROGRAM_VERSION,
    canMail: true,
    runs: distributionRuns({
      folder: join(state, 'portal', 'runs'),
      now,
      send: (asked) => sendAsked(pipeline, mail, asked),
      failed: ({ sheet }, error) => pipeline.reporter.failure(`${sheet}: a run from the portal`, error),
    }),
    changes: feed.open,
    use: (work) =>
      withRuntime(pipeline, (effects, runtime) => work(contextOf({ pipeline, mail, config, lists }, effects, runtime))),
    report: (request, error) => pipeline.reporter.failure(`portal request ${request}`, error),
  });
  const served = await servePortal((at) => portal(optionsFor(at)), port ?? PORTAL_PORT, port === null).catch(
    (error) => {
      throw isInUse(error) ? portInUse(port, error) : error;
    },
  );
  await makeFolder(join(state, 'portal'));
  await writeAtomically(addressFile(state), `http://127.0.0.1:${served.port}`);
  return {
    ...served,
    signInAddress: () => signInAddress(state, null, now()),
    close: async () => {
      feed.close();
      await served.close();
      await lists.close();
      await rm(addressFile(state), { force: true });
    },
  };
}

/** Sessions and answered requests, which survive a restart. */
const storedInState = (state: string, people: People, now: () => Date) => ({
  sessions: sessionFiles(state, people, now),
  personOf: async (token: Token) => (await people.all()).find((person) => isTokenOf(token, person)) ?? null,
  requests: { requests: requestFiles(join(state, 'portal', 'requests'), now), clock: { now } },
});

const isInUse = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const portInUse = (port: number | null, cause: unknown): Failure =>
  new Failure('WrongUsage', `--port: ${port} is in use; name another, or leave --port out`, { cause });

/**
 * Returns a new address that signs in once.
 * @param person the person it is for; null lets the person choose on the page
 */
export async function signInAddress(state: string, person: string | null, now: Date): Promise<string> {
  const address = (await readFile(addressFile(state), 'utf8')).trim();
  return `${address}/in/${await makeLink(state, person, now)}`;
}

/** Returns whether a portal of this state responds. */
export async function portalAnswers(state: string): Promise<boolean> {
  const address = await readFile(addressFile(state), 'utf8').catch(() => null);
  if (address === null) return false;
  return fetch(`${address.trim()}/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

interface Machine extends FollowSettings {
  readonly pipeline: PipelineContext;
  readonly lists: CheckLists;
}

function contextOf(
  { pipeline, mail, config, lists }: Machine,
  effects: LocalEffects,
  runtime: LocalRuntime,
): PortalContext {
  const { exports, state, definitions } = pipeline;
  const checking = { definitions, effects, lists };
  const { files, definitions: known } = definitions.current;
  return {
    effects,
    files,
    definitions: known,
    schedules: mail.configuration.schedules,
    dueDays: mail.configuration.dueDays,
    offers: null,
    countRecipients: (sheet) => countRecipients(effects, sheet),
    decisionSeconds: null,
    isThere: async (key) => (await statIfExists(join(exports, key.replace(/^exports\//u, '')))) !== null,
    checkUpload: checkUpload(checking),
    checkedProblems: async (asked) => lists.lines(asked),
    problemsWithValues: problemsWithValues(checking),
    storeUpload: storeUpload(pipeline),
    withdrawUpload: withdrawUpload(pipeline),
    assertUnchanged: () => assertUnchangedState(state, runtime),
    afterDecision: (decisions) => followDecision(pipeline, { mail, config }, effects, decisions),
    afterHold: (hold) => followHold(pipeline, config, effects, hold),
    openMail: async () =>
      portalMail(effects, await outgoingMail(mail.configuration, join(state, 'mail'), mail.environment)),
  };
}
