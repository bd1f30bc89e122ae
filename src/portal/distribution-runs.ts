import { sheetLabel } from '../definitions/sheet-title.ts';
import { Failure } from '../domain/failure.ts';
import type { Language, UserLanguage } from '../domain/languages.ts';
import type { MailMessage } from '../domain/mail.ts';
import type { Month } from '../domain/month.ts';
import type { Person } from '../domain/person.ts';
import type { RunReport } from '../domain/run-report.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { settingsOf, sheetsOfRun } from '../steps/distribute/distribute-due.ts';
import { type PlannedRun, previewRun, sampleMessage } from '../steps/distribute/preview-run.ts';
import { showDeliveries } from '../steps/distribute/show-deliveries.ts';
import { askTestMessage, sendTestMessage, type TestOutcome } from '../steps/distribute/test-message.ts';
import { assertAddress } from '../steps/stakeholders/change-stakeholders.ts';
import { sheetAsked } from './distribution.ts';
import type { PortalRequest } from './portal-env.ts';
import type { PortalContext, PortalOptions } from './portal-options.ts';
import type { PortalRuns } from './portal-runs.ts';
import { notFound, Refused } from './problem-document.ts';
import { record } from './record.ts';

/** What a run would do, and whether its messages reach people. */
export interface ShownPlan {
  readonly plan: PlannedRun;
  readonly isSent: boolean;
  /** The names of the sheets of a family, by id; empty for a sheet without one. */
  readonly names: ReadonlyMap<string, string>;
}

export async function plannedRun(
  context: PortalContext,
  id: string,
  month: Month | null,
  language: UserLanguage,
): Promise<ShownPlan> {
  const { definitions, files } = context;
  await sheetAsked(context, id);
  const { effects, configuration, isSent } = await context.openMail();
  const sheets = await sheetsOfRun(effects, definitions, id);
  const plan = await previewRun(effects, sheets, settingsOf(configuration, id), month);
  const names = new Map<string, string>();
  if (sheets.length > 1) for (const sheet of sheets) names.set(sheet.id, await sheetLabel(files, sheet.id, language));
  return { plan, isSent, names };
}

/**
 * Starts a run, or returns the one that was started with the same key.
 * @throws Refused 409 if the sheet is held or another run of it is in progress, 422 if the run with this key is of
 *   another edition
 */
export async function startRun(
  options: PortalOptions,
  person: Person,
  { sheet, month, key }: { readonly sheet: string; readonly month: Month | null; readonly key: string },
): Promise<RunStatus> {
  await options.use(async (context) => {
    await sheetAsked(context, sheet);
    await context.assertUnchanged();
  });
  try {
    const run = await runsOf(options).start({ sheet, month, key, by: { who: person.name, via: 'portal' } });
    if (run.month === month) return run;
    throw new Refused({ status: 422, kind: 'invalid', title: 'The key was used for a run of another edition' });
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'DecisionRefused') throw error;
    throw new Refused({ status: 409, kind: 'refused', title: 'The rules do not allow this', detail: error.message });
  }
}

/** Returns the members of a family that a run left out because they are held, by name. */
export const heldMembers = (
  { files }: PortalContext,
  report: RunReport | null,
  language: UserLanguage,
): Promise<{ readonly sheet: string; readonly name: string }[]> =>
  Promise.all((report?.held ?? []).map(async (sheet) => ({ sheet, name: await sheetLabel(files, sheet, language) })));

/** Returns the message of the newest approved edition in a language, to a sample person. */
export async function showMessage(
  context: PortalContext,
  id: string,
  language: Language,
  name: string,
): Promise<MailMessage | null> {
  const sheet = await sheetAsked(context, id);
  const { effects, configuration } = await context.openMail();
  const person = { name, address: 'name@example.org', language };
  return sampleMessage(effects, sheet, settingsOf(configuration, id), person);
}

/**
 * Sends the message as a test, or asks the function that sends mail to do so, and records it.
 * @throws Failure StakeholdersInvalid if the address is not one
 */
export async function sendTest(
  c: PortalRequest,
  context: PortalContext,
  id: string,
  { address, language }: { readonly address: string; readonly language: Language },
): Promise<TestOutcome> {
  const sheet = await sheetAsked(context, id);
  assertAddress(address);
  const { effects, configuration, testMessages } = await context.openMail();
  const person = { name: c.get('person').name, address: address.trim(), language };
  const settings = settingsOf(configuration, id);
  const outcome = testMessages ? 'asked' : await sendTestMessage(effects, sheet, settings, person);
  if (testMessages) await askTestMessage({ ...effects, testMessages }, sheet, settings, person);
  const month = (await showDeliveries(context.effects, id, null))?.month;
  if (month !== undefined) await record(c, context.effects, 'test-message-sent', { sheet: id, month });
  return outcome;
}

/** @throws Refused with 404 in a function that serves other parts */
export function runsOf({ runs }: PortalOptions): PortalRuns {
  if (!runs) throw notFound();
  return runs;
}
