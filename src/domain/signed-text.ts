import { isPrintable } from './text/printable.ts';

/** A person's name, and why they did something; the reason is null if they gave none. */
export interface SignedText {
  readonly by: string;
  readonly reason: string | null;
}

/**
 * Returns whether a name and a reason break the rules of texts that are stored and shown to others, and the words for
 * each rule, to write behind what they are about.
 * @param longest the most characters of a reason
 */
export const signedTextRefusals = ({ by, reason }: SignedText, longest: number): [is: boolean, why: string][] => [
  [
    by.length > 200 || !isPrintable(by),
    'needs a name of at most 200 characters, none of which is invisible or controls a terminal',
  ],
  [
    reason !== null && (reason.length > longest || !isPrintable(reason)),
    `needs a reason of at most ${longest} characters on one line, none of which is invisible or controls a terminal`,
  ],
];
