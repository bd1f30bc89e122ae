import type { Line, Run } from '../../domain/prose.ts';
import type { Measure } from './text-measure.ts';
import { BOLD_ROLE, type Role, STYLES } from './typography.ts';

/** Text of one role on one line; `x` is in points from the line's start. */
export interface Segment {
  readonly text: string;
  readonly role: Role;
  readonly x: number;
  readonly href?: string;
}

/** A line of broken text. Its width excludes the space at its end, which its text includes so that words stay apart. */
export interface BrokenLine {
  readonly segments: readonly Segment[];
  readonly width: number;
}

interface Piece {
  readonly text: string;
  readonly role: Role;
  readonly href: string | undefined;
  readonly spaceAfter: boolean;
}

/**
 * Breaks a text into lines no wider than the width, at spaces only (never at a hyphen, a slash or a no-break space),
 * and not at spaces inside a run marked `whole` or a phone number. A word wider than the width gets its own line, and
 * the caller sees its width.
 */
export function breakLines(text: Line, role: Role, width: number, measure: Measure): readonly BrokenLine[] {
  const lines: Piece[][] = [];
  for (const word of wordsOf(piecesOf(text, role))) {
    const current = lines.at(-1);
    if (current && layLine([...current, ...word], measure).width <= width) current.push(...word);
    else lines.push([...word]);
  }
  return lines.map((pieces) => layLine(pieces, measure));
}

const WORD = /([^ ]*)( *)/gu;
const WHOLE = /^(.*?)( *)$/gu;

/** Names of places and phone numbers are never broken, even at spaces. */
const isWhole = (run: Run): boolean => run.whole === true || /^(?:tel|sms):/u.test(run.href ?? '');

function piecesOf(text: Line, role: Role): Piece[] {
  return text.flatMap((run) =>
    [...run.text.matchAll(isWhole(run) ? WHOLE : WORD)]
      .filter((match) => match[0] !== '')
      .map((match) => ({
        text: match[1] ?? '',
        role: run.bold ? (BOLD_ROLE[role] ?? role) : role,
        href: run.href,
        spaceAfter: match[2] !== '',
      })),
  );
}

/** Joins pieces without a space between them into one word, such as a bold word and the comma after it. */
function wordsOf(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  let open = false;
  for (const piece of pieces) {
    if (open) words.at(-1)?.push(piece);
    else words.push([piece]);
    open = !piece.spaceAfter;
  }
  return words;
}

function layLine(pieces: readonly Piece[], measure: Measure): BrokenLine {
  const segments: Segment[] = [];
  let x = 0;
  const groups = groupPieces(pieces);
  for (const [index, group] of groups.entries()) {
    const text = group.map((piece) => piece.text + (piece.spaceAfter ? ' ' : '')).join('');
    const first = group[0];
    if (!first) continue;
    const { face, size } = STYLES[first.role];
    segments.push({ text, role: first.role, x, ...(first.href === undefined ? {} : { href: first.href }) });
    const atEnd = index === groups.length - 1;
    x += measure(atEnd ? text.replace(/ +$/u, '') : text, face, size);
  }
  return { segments, width: x };
}

/** Groups neighbours of one role and link, which are drawn as one text, kerned across words. */
function groupPieces(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1)?.at(-1);
    if (last && last.role === piece.role && last.href === piece.href) groups.at(-1)?.push(piece);
    else groups.push([piece]);
  }
  return groups;
}
