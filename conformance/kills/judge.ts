import { differenceOf, type Essence } from './essence.ts';

/**
 * The result of a run: the state, the findings of `factsheets verify`, the messages that were sent, and the events that
 * were emitted.
 */
export interface Ended {
  readonly essence: Essence;
  readonly unlike: readonly string[];
  /** The reader's id, a space, and the id of the message: `<sheet>.<month>.r<revision>.<reader>@<domain>`. */
  readonly letters: readonly string[];
  readonly emitted: ReadonlySet<string>;
}

/** The effects of a kill, by name. `uncertain` are messages for which a person must find out whether they were sent. */
export interface Judged {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly changed: readonly string[];
  readonly uncertain: readonly string[];
}

const isDispatch = (name: string): boolean => name.startsWith('item DISPATCH#');
const isClaim = (value: string | undefined): boolean => value?.includes('"status":"sending"') === true;
/** Returns the start of the letter that belongs to a dispatch. */
function letterStart(name: string): string {
  const [, sheet, month, revision, reader] =
    /^item DISPATCH#(.+)#(\d{4}-\d\d)#0*(\d+) STAKEHOLDER#(.+)$/u.exec(name) ?? [];
  if (reader === undefined) throw new Error(`${name} is not the name of a dispatch`);
  return `${reader} ${sheet}.${month}.r${revision}.${reader}@`;
}

/** A run that finds an uncertain message includes it in its counts. */
const countsReaders = (event: string): boolean =>
  event.includes('"name":"DistributionFinished"') || event.includes('"name":"NothingToDistribute"');

/**
 * Compares the result after a kill and a second run with the result of an undisturbed run. One claim may remain if the
 * killed process was handing a message over: that reader counts as uncertain, and any other difference as lost or
 * changed.
 */
export function judged(undisturbed: Ended, ended: Ended): Judged {
  const difference = differenceOf(undisturbed.essence, ended.essence);
  const claims = difference.changed.filter((name) => isDispatch(name) && isClaim(ended.essence.get(name)));
  const uncertain = claims.slice(0, 1);
  // A message whose claim also remains in the undisturbed run is open here too, and may not have been sent.
  const open = [...ended.essence.keys()].filter(
    (name) => isDispatch(name) && isClaim(ended.essence.get(name)) && isClaim(undisturbed.essence.get(name)),
  );
  const starts = [...uncertain, ...open].map(letterStart);
  const isUncertain = (letter: string): boolean => starts.some((start) => letter.startsWith(start));
  const letters = new Set(ended.letters);
  const unsent = undisturbed.letters.filter((letter) => !letters.has(letter) && !isUncertain(letter));
  const missing = [...undisturbed.emitted].filter(
    (event) => !ended.emitted.has(event) && !(uncertain.length > 0 && countsReaders(event)),
  );
  const strange = [...letters].filter((letter) => !undisturbed.letters.includes(letter));
  const extra = [...ended.emitted].filter((event) => !undisturbed.emitted.has(event) && !countsReaders(event));
  return {
    lost: [...difference.lost, ...unsent, ...missing],
    twice: ended.letters.filter((letter, index) => ended.letters.indexOf(letter) !== index),
    changed: [...difference.changed.filter((name) => !uncertain.includes(name)), ...strange, ...extra, ...ended.unlike],
    uncertain,
  };
}

export const isHarmless = ({ lost, twice, changed }: Judged): boolean =>
  lost.length + twice.length + changed.length === 0;
