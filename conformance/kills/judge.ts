import { differenceOf, type Essence } from './essence.ts';

/** What is there after a run: the state, what `factsheets verify` finds, the messages that went out, the events that were told. */
export interface Ended {
  readonly essence: Essence;
  readonly unlike: readonly string[];
  /** The reader's id or address, a space, and which message it is. */
  readonly letters: readonly string[];
  readonly told: ReadonlySet<string>;
}

/** What a kill did, by names. `uncertain` are messages of which a person must say whether they went out. */
export interface Judged {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly changed: readonly string[];
  readonly uncertain: readonly string[];
}

const isDispatch = (name: string): boolean => name.startsWith('item DISPATCH#');
const isClaim = (value: string | undefined): boolean => value?.includes('"status":"sending"') === true;
/** A run that finds an uncertain message says so in its counts. */
const countsReaders = (event: string): boolean =>
  event.includes('"name":"DistributionFinished"') || event.includes('"name":"NothingToDistribute"');

/**
 * Compares what is there after a kill and another run with what an undisturbed run leaves. One claim may stay where a message was in the
 * killed process's hands: that reader counts as uncertain, and any other difference as lost or changed.
 */
export function judged(undisturbed: Ended, ended: Ended): Judged {
  const difference = differenceOf(undisturbed.essence, ended.essence);
  const claims = difference.changed.filter((name) => isDispatch(name) && isClaim(ended.essence.get(name)));
  const uncertain = claims.slice(0, 1);
  const isUncertain = (letter: string): boolean =>
    uncertain.some((name) => name.endsWith(`STAKEHOLDER#${letter.split(' ')[0]}`));
  const letters = new Set(ended.letters);
  const unsent = undisturbed.letters.filter((letter) => !letters.has(letter) && !isUncertain(letter));
  const untold = [...undisturbed.told].filter(
    (event) => !ended.told.has(event) && !(uncertain.length > 0 && countsReaders(event)),
  );
  const strange = [...letters].filter((letter) => !undisturbed.letters.includes(letter));
  const extra = [...ended.told].filter((event) => !undisturbed.told.has(event) && !countsReaders(event));
  return {
    lost: [...difference.lost, ...unsent, ...untold],
    twice: ended.letters.filter((letter, index) => ended.letters.indexOf(letter) !== index),
    changed: [...difference.changed.filter((name) => !uncertain.includes(name)), ...strange, ...extra, ...ended.unlike],
    uncertain,
  };
}

export const isHarmless = ({ lost, twice, changed }: Judged): boolean =>
  lost.length + twice.length + changed.length === 0;
