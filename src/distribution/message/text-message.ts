import type { MessageContent, ReportContent } from './message-content.ts';
import type { TextRun } from './message-wording.ts';

const WIDTH = 72;

/**
 * Returns the message as plain text, complete, for a reader without HTML. Lines have at most 72 characters; addresses
 * are never broken.
 */
export function textMessage(content: MessageContent): string {
  const { title, period, greeting, correction, body, headlines, chart, markNote, report, later, closing, leave } =
    content;
  const blocks: readonly (readonly string[])[] = [
    [`${content.kicker.toUpperCase()}`, ...wrapText(title), period],
    [greeting],
    ...(correction ? [...paragraphs(correction.say), correction.changes.flatMap((line) => wrapText(`- ${line}`))] : []),
    ...paragraphs(body),
    headlines.map(({ value, label }) => `${value.padStart(9)}  ${label}`),
    ...(chart ? [[`${chart.title} (${chart.unit})`, ...chartLines(chart)]] : []),
    ...(markNote === null ? [] : [wrapText(markNote)]),
    ...reportBlocks(report),
    ...(later === null ? [] : [wrapText(later)]),
    ...paragraphs(closing),
    ['--', ...wrapText(leave.say), `${leave.button}:`, leave.url],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function reportBlocks(report: ReportContent): string[][] {
  if ('attached' in report) return [[report.attached]];
  if ('url' in report) return [[`${report.button}:`, report.url, ...wrapText(report.say)]];
  const sheets = report.sheets.flatMap(({ name, url }) => [...wrapText(`- ${name}`), ...(url === null ? [] : [url])]);
  return [[...wrapText(report.heading), ...sheets], ...(report.say === null ? [] : [wrapText(report.say)])];
}

function chartLines(chart: NonNullable<MessageContent['chart']>): string[] {
  if (chart.bars.length === 0) return [chart.none];
  return chart.bars.map(({ count, share, label }) => {
    return `${count.padStart(9)}  ${share === null ? '' : share.padStart(4)}  ${label}`;
  });
}

const paragraphs = (lines: readonly (readonly TextRun[])[]): string[][] =>
  lines.map((line) =>
    wrapText(line.map(({ text, href }) => (href === undefined ? text : `${text} (${href})`)).join('')),
  );

function wrapText(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
