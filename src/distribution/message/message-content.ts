import type { Bar, Headline, TextRun } from './message-wording.ts';
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
  readonly chart: {
    readonly title: string;
    readonly unit: string;
    readonly bars: readonly Bar[];
    readonly none: string;
  };
  /** States that numbers are rounded, and explains the mark if the message has it; null if neither applies. */
  readonly markNote: string | null;
  readonly report:
    | { readonly attached: string }
    | { readonly url: string; readonly button: string; readonly say: string };
  readonly closing: readonly (readonly TextRun[])[];
  readonly leave: { readonly say: string; readonly button: string; readonly url: string };
}
