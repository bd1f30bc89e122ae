import { differenceOf, type Essence } from './essence.ts';

/** What is there after a run: the state, what `factsheets verify` finds, the messages that went out, the events that were told. */
export interface Ended {
  readonly essence: Essence;
  readonly unlike: readonly string[];
  /** The reader's id, a space, and the id of the message: `<sheet>.<month>.r<revision>.<reader>@<domain>`. */
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
/** How the letter of a dispatch begins. */
function letterStart(name: string): string {
  const [, sheet, month, revision, reader] =
    /^item DISPATCH#(.+)#(\d{4}-\d\d)#0*(\d+) STAKEHOLDER#(.+)$/u.exec(name) ?? [];
  if (reader === undefined) throw new Error(`${name} is not the name of a dispatch`);
  return `${reader} ${sheet}.${month}.r${revision}.${reader}@`;
}

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
  // what a claim of the undisturbed run leaves open is open here too, and may not have gone out
  const open = [...ended.essence.keys()].filter(
    (name) => isDispatch(name) && isClaim(ended.essence.get(name)) && isClaim(undisturbed.essence.get(name)),
  );
  const starts = [...uncertain, ...open].map(letterStart);
  const isUncertain = (letter: string): boolean => starts.some((start) => letter.startsWith(start));
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
