import { type ActivityVia, actorOf } from '../domain/activity.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { type Hold, holdWords } from '../domain/hold.ts';
import { signedTextRefusals } from '../domain/signed-text.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { writeUntilWon } from '../domain/write-until-won.ts';
import { type ActivityEffects, recordActivity } from './record-activity.ts';

export type HoldEffects = EffectsOf<'hold-sheet'> & ActivityEffects & Pick<Effects, 'log'>;

/** A person's request. */
export type HoldRequest = Pick<Hold, 'held' | 'by' | 'caller' | 'reason'> & {
  /** How the person acted, for the activity log; missing means by the command line or AWS, from `caller`. */
  readonly via?: ActivityVia;
};

/**
 * Holds a sheet, so that it is not distributed and not public, or releases it, and emits an event.
 * @throws Failure DecisionRefused without a name, without a reason to hold it, if one of them is too long or not
 *   printable, or if the sheet is in that state already
 */
export async function holdSheet(effects: HoldEffects, sheet: string, request: HoldRequest): Promise<Hold> {
  const [by, reason] = [request.by.trim(), request.reason?.trim() || null];
  const attempt = async (): Promise<Hold | null> => {
    const last = (await effects.holds.list(sheet)).at(-1);
    assertAllowed(sheet, { ...request, by, reason }, last);
    const number = (last?.number ?? 0) + 1;
    const at = effects.clock.now().toISOString();
    const hold: Hold = { sheet, number, held: request.held, by, caller: request.caller, at, reason };
    return (await effects.holds.put(hold)) ? hold : null;
  };
  const hold = await writeUntilWon(attempt, `${sheet}: holding or releasing`, 'look at it again');
  const { via } = request;
  const actor = { ...actorOf(hold), ...(via !== undefined && { via }) };
  await recordActivity(effects, actor, hold.held ? 'sheet-held' : 'sheet-released', { sheet });
  await effects.events.emit({ name: hold.held ? 'SheetHeld' : 'SheetReleased', detail: { sheet, by } });
  effects.log.info('sheet-held', { sheet, held: request.held });
  return hold;
}

function assertAllowed(sheet: string, { held, by, reason }: HoldRequest, last: Hold | undefined): void {
  const refusals: [is: boolean, why: string][] = [
    [by === '', `needs the name of the person who ${held ? 'holds' : 'releases'} it`],
    [held && reason === null, 'needs a reason to be held'],
    ...signedTextRefusals({ by, reason }, 1000),
    [held && last?.held === true, last ? `is ${holdWords(last)}` : ''],
    [!held && last?.held !== true, 'is not held'],
  ];
  const why = refusals.find(([is]) => is)?.[1];
  if (why) throw new Failure('DecisionRefused', `${sheet} ${why}`);
}
