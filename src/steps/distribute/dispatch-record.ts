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

/** Returns the current outcome if another run claimed the dispatch first. */
export async function otherClaimOutcome({ dispatches }: RecordEffects, claim: Dispatch): Promise<Outcome> {
  const recorded = await dispatches.get(claim.sheet, claim.month, claim.revision, claim.stakeholder);
  switch (recorded?.status) {
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
