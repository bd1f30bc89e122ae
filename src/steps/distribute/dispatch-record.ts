import type { Addressee, ApprovedRevision } from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { MailMessage, MailOutcome } from '../../domain/mail.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Outcome } from './mailing.ts';

type RecordEffects = Pick<Effects, 'clock' | 'log'> & {
  readonly dispatches: Pick<Effects['dispatches'], 'get' | 'put'>;
};

/** Returns the record to write before a message is handed over: only one run can write it. */
export function claimDispatch({
  sheet,
  approved: { month, revision },
  addressee: { stakeholder, dispatch },
  run,
  at,
  message,
}: {
  readonly sheet: Sheet;
  readonly approved: ApprovedRevision;
  readonly addressee: Addressee;
  readonly run: string;
  readonly at: Date;
  readonly message: MailMessage;
}): Dispatch {
  return {
    sheet: sheet.id,
    month,
    revision,
    stakeholder: stakeholder.id,
    generation: (dispatch?.generation ?? 0) + 1,
    status: 'sending',
    run,
    at: at.toISOString(),
    messageId: null,
    code: null,
    revoked: false,
    delivery: message.attachments.length > 0 ? 'attachment' : 'link',
  };
}

/** The outcome of each sheet of a message, by the sheet's id. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** Returns the outcome of each claim of a message. */
export async function eachClaim(
  claims: readonly Dispatch[],
  outcomeOf: (claim: Dispatch) => Promise<Outcome>,
): Promise<Outcomes> {
  return new Map(await Promise.all(claims.map(async (claim) => [claim.sheet, await outcomeOf(claim)] as const)));
}

/**
 * Writes the claims of a message. Only the run that has written the first one writes the others, so that of two runs
 * with the same message one sends all of it.
 * @returns null if all are written; otherwise the outcomes, and nothing may be sent: another run has claimed one of them
 */
export async function claimAll(effects: RecordEffects, claims: readonly Dispatch[]): Promise<Outcomes | null> {
  const [first, ...others] = claims;
  if (!first || !(await effects.dispatches.put(first)))
    return eachClaim(claims, (claim) => otherClaimOutcome(effects, claim));
  const written = await Promise.all(
    others.map(async (claim) => ((await effects.dispatches.put(claim)) ? claim : null)),
  );
  if (!written.includes(null)) return null;
  return eachClaim(claims, async (claim) => {
    if (claim !== first && !written.includes(claim)) return otherClaimOutcome(effects, claim);
    await record(effects, claim, { status: 'released', code: 'claimed-by-another-run' });
    return 'waiting';
  });
}

/** Returns the current outcome of a claim that another run may have written first. */
async function otherClaimOutcome({ dispatches }: RecordEffects, claim: Dispatch): Promise<Outcome> {
  const recorded = await dispatches.get(claim.sheet, claim.month, claim.revision, claim.stakeholder);
  switch (recorded?.status) {
    case 'sent':
      return 'already';
    case 'failed':
      return 'failed';
    case 'sending':
      return 'uncertain';
    default:
      return 'waiting';
  }
}

/** Records the outcome of a claim. An uncertain dispatch remains claimed, so that no one gets a message twice. */
export async function recordOutcome(effects: RecordEffects, claim: Dispatch, outcome: MailOutcome): Promise<Outcome> {
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

/** The number of times a write is attempted while others write the same record. */
const ATTEMPTS = 10;

/**
 * Writes the outcome of a claim over anything that a person recorded in the meantime: the run knows the outcome, and a
 * message that was sent must not be sent again because a person believed it lost. A revoked link remains revoked.
 * @throws Failure StoreConflict if others wrote too often
 */
async function record(
  { dispatches, clock }: RecordEffects,
  claim: Dispatch,
  change: Pick<Dispatch, 'status' | 'code'> & Partial<Pick<Dispatch, 'messageId'>>,
): Promise<void> {
  let current: Dispatch | null = claim;
  for (let attempt = 0; attempt < ATTEMPTS && current; attempt++) {
    const generation: number = current.generation + 1;
    if (await dispatches.put({ ...current, ...change, generation, at: clock.now().toISOString() })) return;
    current = await dispatches.get(claim.sheet, claim.month, claim.revision, claim.stakeholder);
    // Another run has claimed it since.
    if (change.status !== 'sent' && current?.status === 'sending' && !current.revoked) return;
  }
  throw new Failure(
    'StoreConflict',
    `${claim.sheet} ${claim.month}, revision ${claim.revision}: other processes wrote the same record ${ATTEMPTS} times; run it again`,
  );
}
