import type { MessageContent } from './message-content.ts';
import type { TextRun } from './message-wording.ts';

const WIDTH = 72;

/**
 * Returns the message as plain text, complete, for a reader without HTML. Lines have at most 72 characters; addresses
 * are never broken.
 */
export function textMessage(content: MessageContent): string {
  const { title, period, greeting, correction, body, headlines, chart, markNote, report, closing, leave } = content;
  const blocks: readonly (readonly string[])[] = [
    [`${content.kicker.toUpperCase()}`, ...wrapped(title), period],
    [greeting],
    ...(correction ? [...paragraphs(correction.say), correction.changes.flatMap((line) => wrapped(`- ${line}`))] : []),
    ...paragraphs(body),
    headlines.map(({ value, label }) => `${value.padStart(9)}  ${label}`),
    [`${chart.title} (${chart.unit})`, ...chartLines(content)],
    ...(markNote === null ? [] : [wrapped(markNote)]),
    'url' in report ? [`${report.button}:`, report.url, ...wrapped(report.say)] : [report.attached],
    ...paragraphs(closing),
    ['--', ...wrapped(leave.say), `${leave.button}:`, leave.url],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function chartLines({ chart }: MessageContent): string[] {
  if (chart.bars.length === 0) return [chart.none];
  return chart.bars.map(({ count, share, label }) => {
    return `${count.padStart(9)}  ${share === null ? '' : share.padStart(4)}  ${label}`;
  });
}

const paragraphs = (lines: readonly (readonly TextRun[])[]): string[][] =>
  lines.map((line) =>
    wrapped(line.map(({ text, href }) => (href === undefined ? text : `${text} (${href})`)).join('')),
  );

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
