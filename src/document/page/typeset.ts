import { Failure } from '../../domain/failure.ts';
import type { Colour } from '../../domain/palette.ts';
import { type Line, plain, toLine } from '../../domain/prose.ts';
import { type BrokenLine, breakLines } from './break-lines.ts';
import { type GroupNode, type PageNode, type TextNode, tagged } from './nodes.ts';
import type { Measure } from './text-measure.ts';
import { type Role, STYLES } from './typography.ts';
import { type NamedWording, writtenKey } from './written-key.ts';

/** A text to set: its name (for failures), its words, its role, its place and the room it has. */
export interface TextToSet {
  readonly name: string;
  readonly text: Line | string;
  readonly role: Role;
  readonly x: number;
  /** The top of the first line's box, whose height is the role's leading. */
  readonly y: number;
  readonly width: number;
  /** How many lines the page has room for. */
  readonly lines: number;
  readonly align?: 'right';
  readonly colour?: Colour;
}

/** A text after setting: its nodes in reading order, where its last line ends, and the width of its widest line. */
export interface SetText {
  readonly nodes: readonly PageNode[];
  readonly bottom: number;
  readonly width: number;
}

/** Sets texts in the real fonts. */
export interface Typesetter {
  readonly measure: Measure;
  /** Breaks and places a text. Fails with TextTooLong if it needs more lines or width than there is room for. */
  set(text: TextToSet): SetText;
  /** Returns the lines that a text would take. */
  lines(text: Line | string, role: Role, width: number): readonly BrokenLine[];
}

/** Returns a typesetter for one wording, whose file its failures name. */
export function typesetter(measure: Measure, wording: NamedWording): Typesetter {
  const lines = (text: Line | string, role: Role, width: number): readonly BrokenLine[] =>
    breakLines(typeof text === 'string' ? toLine(text) : text, role, width, measure);
  const set = (text: TextToSet): SetText => {
    const broken = lines(text.text, text.role, text.width);
    const widest = Math.max(0, ...broken.map((line) => line.width));
    // A hundredth of a point is measuring noise, not a text that is too long.
    if (broken.length > text.lines || widest > text.width + 0.01) throw tooLong(wording, text, broken.length, widest);
    const { leading } = STYLES[text.role];
    return {
      nodes: broken.flatMap((line, index) => placeLine(line, text, text.y + index * leading)),
      bottom: text.y + broken.length * leading,
      width: widest,
    };
  };
  return { measure, set, lines };
}

/** Returns a text as one structure element, or as an artifact if the type is null. */
export function element(type: 'P' | 'H1' | 'H2' | 'H3' | 'Caption' | null, set: SetText, outline?: string): GroupNode {
  if (type === null) return { stack: set.nodes };
  return tagged(type, set.nodes, outline === undefined ? undefined : { outline });
}

/**
 * Returns the y at which pdfmake must put a run so that its baseline is where the line's box puts it: Barlow's ascender
 * is one em.
 */
export function textTop(boxTop: number, role: Role): number {
  const { size, leading } = STYLES[role];
  return boxTop + (leading - 1.2 * size) / 2;
}

/**
 * Returns the top of a line's box whose baseline matches a line of another role, so that two sizes can share a line.
 */
export function besideTop(boxTop: number, beside: Role, role: Role): number {
  const baseline = textTop(boxTop, beside) + STYLES[beside].size;
  return baseline - STYLES[role].size - textTop(0, role);
}

function placeLine(line: BrokenLine, text: TextToSet, boxTop: number): PageNode[] {
  const start = text.align === 'right' ? text.x + text.width - line.width : text.x;
  const baseline = textTop(boxTop, text.role) + STYLES[text.role].size;
  return line.segments.map((segment) => {
    const node: TextNode = {
      text: segment.text,
      style: segment.role,
      absolutePosition: { x: round(start + segment.x), y: round(baseline - STYLES[segment.role].size) },
      ...(text.colour ? { color: text.colour } : {}),
    };
    return segment.href === undefined ? node : tagged('Link', [node], { href: segment.href });
  });
}

/** Rounds to a thousandth of a point: finer than any printer, and without floating-point tails in definitions. */
export const round = (value: number): number => Math.round(value * 1000) / 1000;

/** How much of a text a failure quotes: enough to know the member of a family whose name makes it too long. */
const QUOTED = 80;

function tooLong(wording: NamedWording, text: TextToSet, needs: number, widest: number): Failure {
  const room = `${text.lines} line(s) of ${round(text.width)} pt`;
  const need = needs > text.lines ? `${needs} lines` : `a line of ${Math.ceil(widest)} pt`;
  return new Failure(
    'TextTooLong',
    `${wording.file}: the text "${writtenKey(wording, text.name)}" ("${quoted(text.text)}") needs ${need}, the page has ${room}; shorten it.`,
  );
}

function quoted(text: Line | string): string {
  const whole = typeof text === 'string' ? text : plain(text);
  return whole.length > QUOTED ? `${whole.slice(0, QUOTED)}…` : whole;
}
