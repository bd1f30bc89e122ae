import type { Bar, Headline, TextRun } from './message-wording.ts';

/** Where the fact sheets of a message are: attached, behind a button, or in a list of several. */
export type ReportContent =
  | { readonly attached: string }
  | { readonly url: string; readonly button: string; readonly say: string }
  | { readonly heading: string; readonly sheets: readonly ListedSheet[]; readonly say: string | null };

/** One of several fact sheets. `url` is null if it is attached. */
export interface ListedSheet {
  readonly name: string;
  readonly url: string | null;
}

/** The complete content of a message, in reading order: both the text and the HTML are made from it. */
export interface MessageContent {
  readonly locale: string;
  readonly preview: string;
  readonly kicker: string;
  readonly title: string;
  readonly period: string;
  readonly greeting: string;
  readonly correction: { readonly say: readonly (readonly TextRun[])[]; readonly changes: readonly string[] } | null;
  readonly body: readonly (readonly TextRun[])[];
  readonly headlines: readonly Headline[];
  /** Null if the message is about several sheets, and the main sheet is not one of them. */
  readonly chart: {
    readonly title: string;
    readonly unit: string;
    readonly bars: readonly Bar[];
    readonly none: string;
  } | null;
  /** States that numbers are rounded, and explains the mark if the message has it; null if neither applies. */
  readonly markNote: string | null;
  readonly report: ReportContent;
  /** Which chosen sheets are not in the message, in a sentence; null if all are. */
  readonly later: string | null;
  readonly closing: readonly (readonly TextRun[])[];
  readonly leave: { readonly say: string; readonly button: string; readonly url: string };
}
