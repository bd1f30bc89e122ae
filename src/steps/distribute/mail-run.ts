import { currentStatus } from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import { activeHold } from '../../domain/hold.ts';
import type { MailMessage, MailOutcome } from '../../domain/mail.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { claimAll, claimDispatch, eachClaim, type Outcomes, recordOutcome } from './dispatch-record.ts';
import type { Outcome } from './mailing.ts';
import { makeMessage } from './make-message.ts';
import type { MadeMessage, MessagePart, PersonalMessage } from './personal-message.ts';
import type { SendingEffects } from './prepare-messages.ts';
import type { RunOptions } from './run-options.ts';

export type DistributeEffects = SendingEffects & Pick<Effects, 'definitions' | 'codes' | 'clock' | 'pause' | 'log'>;

/** The number of times a message that was certainly not sent is handed over, and the wait before the second attempt. */
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 1000;
/** After this number of stakeholders in a row whose messages are refused, the cause must affect all of them. */
const GIVE_UP_AFTER = 5;

const all = (parts: readonly MessagePart[], outcome: Outcome): Outcomes =>
  new Map(parts.map(({ messages }) => [messages.sheet.id, outcome]));

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
   * Sends one message after checking the list again: a run takes a while, and people may leave during it.
   * @returns the outcome of each sheet of the message, by its id
   */
  async send(message: PersonalMessage): Promise<Outcomes> {
    const outcomes = this.#isOver() ? all(message.parts, 'unreached') : await this.#sendNow(message);
    if ([...outcomes.values()].includes('unreached')) this.#unreached++;
    return outcomes;
  }

  #isOver(): boolean {
    const { until } = this.#options;
    const isLate = until !== null && this.#effects.clock.now().getTime() >= until.getTime();
    return isLate || this.#refusedInARow >= GIVE_UP_AFTER;
  }

  async #sendNow(personal: PersonalMessage): Promise<Outcomes> {
    const { dryRun, preview } = this.#options;
    if (dryRun) {
      await preview?.(personal, await makeMessage(this.#effects, personal));
      return all(personal.parts, 'waiting');
    }
    await this.#pace(); // before the claims: a failure here leaves nothing uncertain
    const { ready, stakeholder, outcomes } = await this.#readyParts(personal);
    const made = stakeholder && (await makeMessage(this.#effects, { ...personal, stakeholder, parts: ready }));
    const sent = made ? await this.#claimAndSend(made, personal) : new Map();
    return new Map([...all(ready, 'waiting'), ...sent, ...outcomes]);
  }

  /** Returns the parts that may still be sent, the person as they are on the list now, and what became of the others. */
  async #readyParts({ stakeholder: { id }, parts }: PersonalMessage) {
    const person = await this.#effects.stakeholders.byId(id);
    const outcomes = new Map<string, Outcome>();
    const ready: MessagePart[] = [];
    let stakeholder: Stakeholder | null = null;
    for (const part of parts) {
      const sheet = part.messages.sheet.id;
      const current = currentStatus(person, sheet);
      if (current.status !== 'send') outcomes.set(sheet, current.status);
      else if (await activeHold(this.#effects.holds, sheet)) outcomes.set(sheet, 'unreached');
      else ready.push(part);
      if (current.status === 'send') stakeholder = current.stakeholder;
    }
    return { ready, stakeholder, outcomes };
  }

  async #claimAndSend({ message, parts }: MadeMessage, { stakeholder }: PersonalMessage): Promise<Outcomes> {
    const at = this.#effects.clock.now();
    const { run } = this.#options;
    const claims = parts.map(({ messages, addressee }) => claimDispatch({ ...messages, addressee, run, at, message }));
    // First, so that everyone who may get a message can use the leave link of every earlier message for another year.
    await this.#effects.dispatches.recordMessage(stakeholder.id, at.toISOString());
    const lost = await claimAll(this.#effects, claims);
    if (lost) return lost;
    const outcome = await this.#handOver(claims, message);
    const isRefused = outcome.status === 'refused' && outcome.passing;
    this.#refusedInARow = isRefused ? this.#refusedInARow + 1 : 0;
    const recorded = await eachClaim(claims, (claim) => recordOutcome(this.#effects, claim, outcome));
    if (!isRefused) return recorded;
    const person = await this.#effects.stakeholders.byId(stakeholder.id);
    return new Map(
      [...recorded].map(([sheet, status]) => {
        const now = currentStatus(person, sheet).status;
        return [sheet, status === 'waiting' && now !== 'send' ? now : status];
      }),
    );
  }

  /**
   * Hands a message over, and retries while it was certainly not sent and may still be sent. Never retries an uncertain
   * message.
   */
  async #handOver(claims: readonly Dispatch[], message: MailMessage): Promise<MailOutcome> {
    let wait = FIRST_WAIT_MS;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#effects.mail.send(message);
      if (outcome.status !== 'refused' || !outcome.passing || attempt === ATTEMPTS) return outcome;
      this.#effects.log.info('mail-refused', { code: outcome.code, attempt });
      await this.#effects.pause(wait);
      wait *= 4;
      await this.#pace();
      if (!(await this.#maySend(claims))) return outcome;
    }
  }

  /** Whether the person still gets every sheet of a message, and none is on hold. */
  async #maySend(claims: readonly Dispatch[]): Promise<boolean> {
    const person = await this.#effects.stakeholders.byId(claims[0]?.stakeholder ?? '');
    for (const { sheet } of claims)
      if (currentStatus(person, sheet).status !== 'send' || (await activeHold(this.#effects.holds, sheet)))
        return false;
    return true;
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
