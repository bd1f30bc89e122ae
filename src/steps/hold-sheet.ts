import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { type Hold, holdWords } from '../domain/hold.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

export type HoldEffects = Pick<EffectsOf<'decide-revision'>, 'holds'> & Pick<Effects, 'clock' | 'log'>;

/** What a person asks for. */
export type HoldAsked = Pick<Hold, 'held' | 'by' | 'caller' | 'reason'>;

/** How often a lost race is run again. */
const ATTEMPTS = 10;

/**
 * Holds a sheet, so that nothing of it is distributed, or releases it.
 * @throws Failure DecisionRefused without a name, without a reason to hold it, or when it is so already
 */
export async function holdSheet(effects: HoldEffects, sheet: string, asked: HoldAsked): Promise<Hold> {
  const [by, reason] = [asked.by.trim(), asked.reason?.trim() || null];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const last = (await effects.holds.list(sheet)).at(-1);
    refuse(sheet, { ...asked, by, reason }, last);
    const number = (last?.number ?? 0) + 1;
    const at = effects.clock.now().toISOString();
    const hold: Hold = { sheet, number, held: asked.held, by, caller: asked.caller, at, reason };
    if (!(await effects.holds.put(hold))) continue;
    effects.log.info('sheet-held', { sheet, held: asked.held });
    return hold;
  }
  throw new Failure('StoreConflict', `${sheet}: others held or released it ${ATTEMPTS} times meanwhile; look again`);
}

function refuse(sheet: string, { held, by, reason }: HoldAsked, last: Hold | undefined): void {
  const refusals: [is: boolean, why: string][] = [
    [by === '', `needs the name of who ${held ? 'holds' : 'releases'} it`],
    [held && reason === null, 'needs a reason to be held'],
    [held && last?.held === true, last ? `is ${holdWords(last)}` : ''],
    [!held && last?.held !== true, 'is not held'],
  ];
  const why = refusals.find(([is]) => is)?.[1];
  if (why) throw new Failure('DecisionRefused', `${sheet} ${why}`);
}
