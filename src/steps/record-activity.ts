import type { ActivityEntry, ActivityFields, ActivityKind, Actor } from '../domain/activity.ts';
import { nextEntry } from '../domain/activity.ts';
import type { Effects } from '../domain/effects.ts';
import { writeUntilWon } from '../domain/write-until-won.ts';

type Appendable = Pick<Effects['activity'], 'newest' | 'append'>;

export interface ActivityEffects {
  readonly activity: Appendable;
  readonly clock: Effects['clock'];
}

/**
 * Appends what someone did to the activity log. Call it after what was done is stored, and before it is answered; where
 * something confidential is shown, before it is shown.
 * @throws Failure StoreConflict after too many lost races with other processes
 */
export async function recordActivity<Kind extends ActivityKind>(
  { activity, clock }: ActivityEffects,
  actor: Actor,
  kind: Kind,
  about: ActivityFields[Kind],
): Promise<ActivityEntry> {
  const attempt = async (): Promise<ActivityEntry | null> => {
    const entry = nextEntry(await activity.newest(), clock.now(), actor, { kind, about });
    return (await activity.append(entry)) ? entry : null;
  };
  return inTurn(activity, () => writeUntilWon(attempt, 'the activity log', 'try again'));
}

/** The last write of this process to each log. */
const LAST = new WeakMap<Appendable, Promise<unknown>>();

/** Many requests of one process would otherwise lose so many races that some give up. */
function inTurn<Result>(activity: Appendable, work: () => Promise<Result>): Promise<Result> {
  const done = (LAST.get(activity) ?? Promise.resolve()).catch(() => undefined).then(work);
  LAST.set(activity, done);
  return done;
}

/**
 * Remembers the newest entry that a process appended, for many entries one after another. If another process appends
 * meanwhile, the next append fails, because an entry has the number after the newest one, and the newest is read again.
 */
export function cacheNewest<Log extends Appendable>(log: Log): Log {
  let own: ActivityEntry | null = null;
  return {
    ...log,
    newest: async () => own ?? log.newest(),
    append: async (entry: ActivityEntry) => {
      own = null;
      const isAppended = await log.append(entry);
      if (isAppended) own = entry;
      return isAppended;
    },
  };
}
