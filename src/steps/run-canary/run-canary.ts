import { isDeepStrictEqual } from 'node:util';
import { CANARY, CANARY_MONTH, CANARY_UPLOAD } from '../../domain/canary.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { DAY_MS, type Day, parseDay } from '../../domain/month.ts';
import type { Revision } from '../../domain/revision.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { asExpected, canaryExport, canaryHash, expectedFigures } from './canary-export.ts';

export type CanaryEffects = EffectsOf<'run-canary'> & Pick<Effects, 'clock' | 'log'>;

/** Uploads today's invented export (UTC), as a hotline uploads its own. */
export async function sendCanary(effects: CanaryEffects): Promise<void> {
  await effects.canaryUploads.putBytes(CANARY_UPLOAD, canaryExport(dayBefore(effects, 0)));
  effects.log.info('canary-sent', { key: CANARY_UPLOAD });
}

/**
 * Compares the newest draft of the canary with the export from which it must be computed, and logs `canary-alive`,
 * which an alarm counts. The export is today's or yesterday's, because a draft may be late.
 * @throws Failure CanaryFailed if there is no such draft, if it is incomplete, or if it prints other figures
 */
export async function checkCanary(effects: CanaryEffects): Promise<void> {
  const revision = await effects.canaryEditions.newestRevision(CANARY, CANARY_MONTH);
  if (!revision) throw canaryFailure('there is no draft of it');
  const day = [0, 1].map((days) => dayBefore(effects, days)).find((one) => isMadeFrom(revision, one));
  if (!day) throw canaryFailure('it is not made from the export of today or yesterday', revision);
  if (!revision.complete) throw canaryFailure('it is not complete', revision);
  await checkFigures(effects, revision, day);
  await checkReport(effects, revision);
  effects.log.info('canary-alive', { revision: revision.revision });
}

const isMadeFrom = ({ generatedFrom }: Revision, day: Day): boolean =>
  generatedFrom.length === 1 && generatedFrom[0]?.sha256 === canaryHash(day);

async function checkFigures({ canaryEditions }: CanaryEffects, revision: Revision, day: Day): Promise<void> {
  const figures = await canaryEditions.figuresOf(CANARY, revision.fingerprint);
  const printed = figures.map((figure) => asExpected(figure.printed));
  const expected = expectedFigures(day);
  const differing = expected.filter((figure) => !printed.some((other) => isDeepStrictEqual(other, figure)));
  if (differing.length > 0 || printed.length !== expected.length)
    throw canaryFailure(
      `it prints other figures: ${differing.map(({ id }) => id).join(', ') || 'more than expected'}`,
      revision,
    );
}

async function checkReport({ canaryEditions }: CanaryEffects, { month, revision }: Revision): Promise<void> {
  const report = await canaryEditions.reportOf(CANARY, month, revision);
  const pages = report?.files.filter(({ key, bytes }) => key.endsWith('.pdf') && bytes > 0) ?? [];
  if (pages.length === 0) throw new Failure('CanaryFailed', `the canary's revision ${revision} has no page; ${REMEDY}`);
}

const REMEDY = 'see its publication in the state machine, and the log of the function that failed';

const canaryFailure = (why: string, revision?: Revision): Failure =>
  new Failure(
    'CanaryFailed',
    `the canary's draft${revision ? `, revision ${revision.revision}` : ''}: ${why}; ${REMEDY}`,
  );

function dayBefore({ clock }: CanaryEffects, days: number): Day {
  const moment = new Date(clock.now().getTime() - days * DAY_MS).toISOString();
  const day = parseDay(moment.slice(0, 10));
  if (!day) throw new Error(`${moment} is not in a year of four digits`);
  return day;
}
