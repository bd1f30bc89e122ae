import { type Addressee, currentStatus } from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import { activeHold } from '../../domain/hold.ts';
import type { MailMessage, MailOutcome } from '../../domain/mail.ts';
import { claimDispatch, otherClaimOutcome, recordOutcome } from './dispatch-record.ts';
import type { Outcome, RunOptions } from './mailing.ts';
import { makeMessage, type RevisionMessages, type SendingEffects } from './make-message.ts';

export type DistributeEffects = SendingEffects & Pick<Effects, 'definitions' | 'codes' | 'clock' | 'pause' | 'log'>;

/** The number of times a message that was certainly not sent is handed over, and the wait before the second attempt. */
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 1000;
/** After this number of stakeholders in a row whose messages are refused, the cause must affect all of them. */
const GIVE_UP_AFTER = 5;

/**
 * Sends one message after the other, no faster than the mail service accepts them, until the run's time is over or the
 * mail service refuses several messages in a row.
 */
export class MailRun {
  readonly #effects: DistributeEffects;
  readonly #options: RunOptions;
  #ratePerSecond: number | null = null;
  /** When the next message may be sent, in milliseconds. */
  #nextAt = 0;
  #refusedInARow = 0;
  #unreached = 0;

  constructor(effects: DistributeEffects, options: RunOptions) {
    this.#effects = effects;
    this.#options = options;
  }

  /**
   * The number of stakeholders who were not tried: the time was over, a hold began, or the mail service accepted no
   * more messages.
   */
  get unreached(): number {
    return this.#unreached;
  }

  /**
   * Sends a revision to one addressee after checking the list again: a run takes a while, and people may leave during
   * it.
   */
  async send(messages: RevisionMessages, addressee: Addressee): Promise<Outcome> {
    const outcome = this.#isOver() ? 'unreached' : await this.#sendNow(messages, addressee);
    if (outcome === 'unreached') this.#unreached++;
    return outcome;
  }

  #isOver(): boolean {
    const { until } = this.#options;
    const isLate = until !== null && this.#effects.clock.now().getTime() >= until.getTime();
    return isLate || this.#refusedInARow >= GIVE_UP_AFTER;
  }

  async #sendNow(messages: RevisionMessages, addressee: Addressee): Promise<Outcome> {
    const { dryRun, preview, run } = this.#options;
    const { sheet, approved } = messages;
    if (dryRun) {
      await preview?.(addressee, approved, await makeMessage(this.#effects, messages, addressee));
      return 'waiting';
    }
    await this.#pace(); // before the claim: a failure here leaves nothing uncertain
    const current = await this.#currentStatus(addressee.stakeholder.id, sheet.id);
    if (current.status !== 'send') return current.status;
    if (await activeHold(this.#effects.holds, sheet.id)) return 'unreached';
    const { stakeholder } = current;
    const message = await makeMessage(this.#effects, messages, { ...addressee, stakeholder });
    if (!message) return 'waiting';
    const at = this.#effects.clock.now();
    return this.#claimAndSend(claimDispatch({ sheet, approved, addressee, run, at, message }), message);
  }

  async #claimAndSend(claim: Dispatch, message: MailMessage): Promise<Outcome> {
    // First, so that everyone who may get a message can use the leave link of every earlier message for another year.
    await this.#effects.dispatches.recordMessage(claim.stakeholder, claim.at);
    if (!(await this.#effects.dispatches.put(claim))) return otherClaimOutcome(this.#effects, claim);
    const outcome = await this.#handOver(claim, message);
    const isRefused = outcome.status === 'refused' && outcome.passing;
    this.#refusedInARow = isRefused ? this.#refusedInARow + 1 : 0;
    const recorded = await recordOutcome(this.#effects, claim, outcome);
    if (recorded !== 'waiting') return recorded;
    const { status } = await this.#currentStatus(claim.stakeholder, claim.sheet);
    return status === 'send' ? recorded : status;
  }

  /**
   * Hands a message over, and retries while it was certainly not sent and may still be sent. Never retries an uncertain
   * message.
   */
  async #handOver(claim: Dispatch, message: MailMessage): Promise<MailOutcome> {
    let wait = FIRST_WAIT_MS;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#effects.mail.send(message);
      if (outcome.status !== 'refused' || !outcome.passing || attempt === ATTEMPTS) return outcome;
      this.#effects.log.info('mail-refused', { code: outcome.code, attempt });
      await this.#effects.pause(wait);
      wait *= 4;
      await this.#pace();
      const { status } = await this.#currentStatus(claim.stakeholder, claim.sheet);
      if (status !== 'send' || (await activeHold(this.#effects.holds, claim.sheet))) return outcome;
    }
  }

  async #currentStatus(stakeholder: string, sheet: string): Promise<ReturnType<typeof currentStatus>> {
    return currentStatus(await this.#effects.stakeholders.byId(stakeholder), sheet);
  }

  /** Waits until the next message may be sent. */
  async #pace(): Promise<void> {
    const { mail, clock, pause } = this.#effects;
    this.#ratePerSecond ??= Math.max(0.1, await mail.ratePerSecond());
    const now = clock.now().getTime();
    if (now < this.#nextAt) await pause(this.#nextAt - now);
    this.#nextAt = Math.max(now, this.#nextAt) + 1000 / this.#ratePerSecond;
  }
}
