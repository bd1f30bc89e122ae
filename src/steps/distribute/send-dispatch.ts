import { type Addressee, type Approved, standingNow } from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { activeHold } from '../../domain/hold.ts';
import type { MailMessage, MailOutcome } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** What a run made of one stakeholder; `gone` left the list, or that of the sheet, while it was under way. */
export type Outcome =
  | 'sent'
  | 'already'
  | 'failed'
  | 'waiting'
  | 'uncertain'
  | 'unreached'
  | 'gone'
  | 'paused'
  | 'suspended';

/** Makes the message to an addressee; null for one who cannot be written to. */
export type MakeMessage = (addressee: Addressee) => Promise<MailMessage | null>;

/** Sends one message after the other, no faster than the mail service takes them. */
export interface SendingRun {
  readonly run: string;
  /** It shows messages and sends none. */
  readonly isDry: boolean;
  /** Looks at the list once more when it is the addressee's turn: a run lasts, and whoever left meanwhile gets nothing. */
  send(sheet: Sheet, approved: Approved, addressee: Addressee, make: MakeMessage): Promise<Outcome>;
}

export type SendEffects = Pick<Effects, 'clock' | 'pause' | 'log'> & {
  readonly holds: Pick<Effects['holds'], 'list'>;
  readonly dispatches: Pick<Effects['dispatches'], 'get' | 'put' | 'recordMessage'>;
  readonly stakeholders: Pick<Effects['stakeholders'], 'byId'>;
  readonly mail: Effects['mail'];
};

/** How often a message is handed over that surely did not go out, and how long before the second time. */
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 1000;
/** After so many stakeholders in a row whose messages are not taken, something is wrong that concerns all of them. */
const GIVE_UP_AFTER = 5;

/** A run of messages; `until` ends it. */
export function sendingRun(
  effects: SendEffects,
  { run, dryRun, until, preview }: Pick<RunOptions, 'run' | 'dryRun' | 'until' | 'preview'>,
): SendingRun {
  const pace = paceOf(effects);
  let refusedInARow = 0;
  const isOver = (): boolean =>
    refusedInARow >= GIVE_UP_AFTER || (until !== null && effects.clock.now().getTime() >= until.getTime());
  const claimAndSend = async (claim: Dispatch, message: MailMessage, look: Look): Promise<Outcome> => {
    // first, so that whoever may get a message can leave by every earlier one for a year more
    await effects.dispatches.recordMessage(claim.stakeholder, claim.at);
    if (!(await effects.dispatches.put(claim))) return takenBy(effects, claim);
    const outcome = await handOver(effects, message, async () => {
      await pace();
      return (await look()).standing === 'send' && !(await activeHold(effects.holds, claim.sheet));
    });
    refusedInARow = outcome.status === 'refused' && outcome.passing ? refusedInARow + 1 : 0;
    const settled = await settle(effects, claim, outcome);
    if (settled !== 'waiting') return settled;
    const { standing } = await look();
    return standing === 'send' ? settled : standing;
  };
  return {
    run,
    isDry: dryRun,
    async send(sheet, approved, addressee, make) {
      if (isOver()) return 'unreached';
      if (dryRun) {
        const message = await make(addressee);
        await preview?.(addressee, approved, message);
        return 'waiting';
      }
      const look: Look = async () => standingNow(await effects.stakeholders.byId(addressee.stakeholder.id), sheet.id);
      await pace(); // before the claim: what fails here leaves nothing uncertain
      const now = await look();
      if (now.standing !== 'send') return now.standing;
      if (await activeHold(effects.holds, sheet.id)) return 'unreached';
      const message = await make({ ...addressee, stakeholder: now.stakeholder });
      if (!message) return 'waiting';
      const delivery = message.attachments.length > 0 ? 'attachment' : 'link';
      return claimAndSend({ ...claimOf(effects, sheet, approved, addressee, run), delivery }, message, look);
    },
  };
}

/** Looks at the list for one addressee. */
type Look = () => Promise<ReturnType<typeof standingNow>>;

function claimOf(
  { clock }: SendEffects,
  sheet: Sheet,
  { month, revision }: Approved,
  { stakeholder, dispatch }: Addressee,
  run: string,
): Dispatch {
  return {
    sheet: sheet.id,
    month,
    revision,
    stakeholder: stakeholder.id,
    generation: (dispatch?.generation ?? 0) + 1,
    status: 'sending',
    run,
    at: clock.now().toISOString(),
    messageId: null,
    code: null,
    revoked: false,
  };
}

/** Another run came first: what it made of it so far. */
async function takenBy({ dispatches }: SendEffects, claim: Dispatch): Promise<Outcome> {
  const there = await dispatches.get(claim.sheet, claim.month, claim.revision, claim.stakeholder);
  switch (there?.status) {
    case 'sent':
      return 'already';
    case 'failed':
      return 'failed';
    case 'released':
      return 'waiting';
    default:
      return 'uncertain';
  }
}

/**
 * Hands a message over, again while it surely did not go out. Of an uncertain one nothing is tried again.
 * @param mayAgain waits until it may go again, and tells whether it is still to
 */
async function handOver(
  effects: SendEffects,
  message: MailMessage,
  mayAgain: () => Promise<boolean>,
): Promise<MailOutcome> {
  let wait = FIRST_WAIT_MS;
  for (let attempt = 1; ; attempt++) {
    const outcome = await effects.mail.send(message);
    if (outcome.status !== 'refused' || !outcome.passing || attempt === ATTEMPTS) return outcome;
    effects.log.info('mail-refused', { code: outcome.code, attempt });
    await effects.pause(wait);
    wait *= 4;
    if (!(await mayAgain())) return outcome;
  }
}

/** Records what became of a claim. An uncertain one stays claimed: nobody is mailed twice. */
async function settle(effects: SendEffects, claim: Dispatch, outcome: MailOutcome): Promise<Outcome> {
  if (outcome.status === 'uncertain') {
    effects.log.info('mail-uncertain', { code: outcome.code });
    return 'uncertain';
  }
  if (outcome.status === 'sent') {
    await record(effects, claim, { status: 'sent', messageId: outcome.messageId, code: outcome.code ?? null });
    return 'sent';
  }
  await record(effects, claim, { status: outcome.passing ? 'released' : 'failed', code: outcome.code });
  return outcome.passing ? 'waiting' : 'failed';
}

/** How often a record is written that others write too. */
const RECORDINGS = 10;

/**
 * Writes what became of a claim over whatever a person said of it meanwhile: the run knows, and what went out must not be
 * sent again because somebody took it for lost. A link that was revoked stays so.
 * @throws Failure StoreConflict when others wrote too often
 */
async function record(
  { dispatches, clock }: SendEffects,
  claim: Dispatch,
  made: Pick<Dispatch, 'status' | 'code'> & Partial<Pick<Dispatch, 'messageId'>>,
): Promise<void> {
  let there: Dispatch | null = claim;
  for (let attempt = 0; attempt < RECORDINGS && there; attempt++) {
    const generation: number = there.generation + 1;
    if (await dispatches.put({ ...there, ...made, generation, at: clock.now().toISOString() })) return;
    there = await dispatches.get(claim.sheet, claim.month, claim.revision, claim.stakeholder);
    if (made.status !== 'sent' && there?.status === 'sending' && !there.revoked) return; // another run's claim by now
  }
  throw new Failure(
    'StoreConflict',
    `${claim.sheet} ${claim.month}, revision ${claim.revision}: others wrote a dispatch ${RECORDINGS} times meanwhile; run it again`,
  );
}

/** Lets a message go only when the one before is long enough ago. */
function paceOf({ mail, clock, pause }: SendEffects): () => Promise<void> {
  let rate: number | null = null;
  let next = 0;
  return async () => {
    rate ??= Math.max(0.1, await mail.ratePerSecond());
    const now = clock.now().getTime();
    if (now < next) await pause(next - now);
    next = Math.max(now, next) + 1000 / rate;
  };
}

/** One run of a distribution. */
export interface RunOptions {
  /** Names the run: the moment of its schedule, so that a repeated call is the same run. */
  readonly run: string;
  /** The edition to send; null sends the newest approved one, and corrections of those sent before. */
  readonly month: Month | null;
  /** Send `month` to everyone, though it is not the newest edition; else such a one goes to whoever has it already. */
  readonly toEveryone: boolean;
  /** Send to this stakeholder only; null sends to everyone. */
  readonly only: string | null;
  /** Compose every message, send none and record nothing. */
  readonly dryRun: boolean;
  /** Shows each message of a dry run; null for one who cannot be written to. */
  readonly preview?: (to: Addressee, approved: Approved, message: MailMessage | null) => Promise<void>;
  /** When the run must end, whoever is left. */
  readonly until: Date | null;
}
