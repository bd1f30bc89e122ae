import { type CellLabels, type PrintedFigure, roundingBase } from '../../domain/figure.ts';
import { joinNames } from '../../words/joined.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { htmlMessage } from './html-message.ts';
import type { MessageContent } from './message-content.ts';
import { barsOf, headlines, type MessageDefinition, type MessageWording, type TextRun } from './message-wording.ts';
import { textMessage } from './text-message.ts';
import { type WhatChanged, whatChanged } from './what-changed.ts';

/**
 * The content of one message before it is composed. It has printed figures only; exact numbers do not reach this code.
 */
export interface MessageSource {
  readonly wording: MessageWording;
  readonly definition: MessageDefinition;
  readonly figures: readonly PrintedFigure[];
  /** The figures of the revision that this person got before; null if this message does not correct it. */
  readonly corrected: readonly PrintedFigure[] | null;
  readonly threshold: number;
  /** The labels of the chart's cells. */
  readonly labels: CellLabels;
  readonly name: string;
  /** Where the report can be opened; null if it is attached. */
  readonly link: { readonly url: string; readonly days: number } | null;
  readonly leaveUrl: string;
  /** The names of chosen sheets that are not in the message; missing means none. */
  readonly later?: readonly string[];
}

/** A message as text, before it is encoded as MIME. */
export interface ComposedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Composes the message about one sheet to one person: subject, plain text and HTML of the same content. */
export function composeMessage(source: MessageSource): ComposedMessage {
  const content = contentOf(source);
  const word = wordsFor(source);
  return {
    subject: word(source.corrected ? 'subject.correction' : 'subject'),
    text: textMessage(content),
    html: htmlMessage(content),
  };
}

/** Returns the content of a message about one sheet. */
export function contentOf(source: MessageSource): MessageContent {
  const { wording, definition, figures, labels, link } = source;
  const word = wordsFor(source);
  const charted = figures.find(({ id }) => id === definition.chart);
  const content = {
    locale: wording.locale,
    preview: word('preview'),
    kicker: word(source.corrected ? 'kicker.correction' : 'kicker'),
    title: word('title'),
    period: word('period'),
    greeting: word('greeting'),
    correction: source.corrected && {
      say: proseOf(source, 'correction'),
      changes: changesOf(source, source.corrected),
    },
    body: proseOf(source, 'body'),
    headlines: headlines(definition, figures, wording),
    chart: {
      title: word('chart.title'),
      unit: word('chart.unit'),
      bars: charted ? barsOf(charted, labels, wording) : [],
      none: word('chart.none'),
    },
    report: link
      ? { url: link.url, button: word('link.button'), say: word('link.say') }
      : { attached: word('attached') },
    later: laterText(source),
    closing: proseOf(source, 'closing'),
    leave: { say: word('leave.say'), button: word('leave.button'), url: source.leaveUrl },
  };
  const notes = [
    ...(roundingBase(figures) === undefined ? [] : [word('rounded.note')]),
    ...(JSON.stringify(content).includes('‡') ? [word('suppressed.note')] : []),
  ];
  return { ...content, markNote: notes.length > 0 ? notes.join(' ') : null };
}

function laterText({ later = [], wording: { language } }: MessageSource): string | null {
  const { together, page } = READER_WORDS[language];
  return later.length === 0 ? null : fill(together.later, { sheets: joinNames(later, page.and) });
}

/** Returns what changed since the figures that the person has, a sentence each. */
export function changesOf(source: MessageSource, corrected: readonly PrintedFigure[]): string[] {
  const { figures, threshold, definition, wording, labels } = source;
  const changed: WhatChanged = whatChanged(corrected, figures, { threshold, definition, wording, labels });
  const lines = changed.named.map((change) => fill(wording.words['correction.change'] ?? '', { ...change }));
  return changed.others ? [...lines, wording.words['correction.other'] ?? ''] : lines;
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z]+)\}/gu, (match, name: string) => values[name] ?? match);

const valuesOf = ({ name, link }: MessageSource): Record<string, string> => ({ name, days: String(link?.days ?? '') });

const wordsFor =
  (source: MessageSource) =>
  (key: string): string =>
    fill(source.wording.words[key] ?? '', valuesOf(source));

const proseOf = (source: MessageSource, key: string): (readonly TextRun[])[] =>
  (source.wording.prose[key] ?? []).map((line) =>
    line.map((run) => ({ ...run, text: fill(run.text, valuesOf(source)) })),
  );
