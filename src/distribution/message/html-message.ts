import { escapeMarkup } from '../../domain/text/escape.ts';
import type { ListedSheet, MessageContent, ReportContent } from './message-content.ts';
import { MESSAGE_CSS, STYLE } from './message-style.ts';
import type { Bar, Headline, TextRun } from './message-wording.ts';

/**
 * Returns the message as one HTML page: one column of at most 600 pixels, nothing to fetch, and only real text. Styles
 * are inline, because many mail readers drop the style sheet; the style sheet adds only the dark colours and the
 * margins for phones. Tables used only for layout are `presentation`; the bars are a data table, and screen readers
 * announce it as one.
 */
export function htmlMessage(content: MessageContent): string {
  const { locale, title, preview } = content;
  return `<!doctype html>
<html lang="${escapeMarkup(locale)}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${MESSAGE_CSS}</style>
</head>
<body class="page" style="${STYLE.page}">
<div aria-hidden="true" style="${STYLE.hidden}">${escapeMarkup(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" class="around" style="${STYLE.around}">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" class="card" style="${STYLE.card}">
${rows(content).join('\n')}
</table>
</td></tr></table>
</body>
</html>
`;
}

const rows = (content: MessageContent): string[] => [
  masthead(content),
  words(content),
  ...(content.headlines.length > 0 ? [numbers(content.headlines)] : []),
  ...(content.chart ? [chart(content.chart, content.markNote)] : []),
  report(content),
  footer(content),
];

const row = (inner: string, style: string = STYLE.row, more = 'row'): string =>
  `<tr><td class="${more}" style="${style}">${inner}</td></tr>`;

const masthead = ({ kicker, title, period }: MessageContent): string =>
  row(
    `<p style="${STYLE.kicker}">${escapeMarkup(kicker)}</p><h1 style="${STYLE.title}">${escapeMarkup(title)}</h1><p style="${STYLE.period}">${escapeMarkup(period)}</p>`,
    STYLE.masthead,
    'masthead',
  );

function words({ greeting, correction, body }: MessageContent): string {
  const changes =
    correction?.changes.map((line) => `<li style="${STYLE.item}">${escapeMarkup(line)}</li>`).join('') ?? '';
  const notice = correction
    ? `<div class="notice" style="${STYLE.notice}">${prose(correction.say)}${changes === '' ? '' : `<ul style="${STYLE.list}">${changes}</ul>`}</div>`
    : '';
  return row(`<p class="text" style="${STYLE.text}">${escapeMarkup(greeting)}</p>${notice}${prose(body)}`);
}

const prose = (lines: readonly (readonly TextRun[])[]): string =>
  lines.map((line) => `<p class="text" style="${STYLE.text}">${line.map(run).join('')}</p>`).join('');

function run({ text, bold, href }: TextRun): string {
  const inner = bold ? `<strong>${escapeMarkup(text)}</strong>` : escapeMarkup(text);
  return href === undefined ? inner : `<a class="link" style="${STYLE.link}" href="${escapeMarkup(href)}">${inner}</a>`;
}

/** Places two numbers side by side at every width, including on a phone. */
function numbers(headlines: readonly Headline[]): string {
  const cell = ({ value, label }: Headline): string =>
    `<td width="50%" valign="top" class="number" style="${STYLE.number}"><p class="value" style="${STYLE.value}">${escapeMarkup(value)}</p><p class="label" style="${STYLE.label}">${escapeMarkup(label)}</p></td>`;
  const pairs = headlines.flatMap((_, at) => (at % 2 === 0 ? [headlines.slice(at, at + 2)] : []));
  const rows = pairs.map((pair) => `<tr>${pair.map(cell).join('')}</tr>`).join('');
  return row(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>`);
}

function chart(
  { title, unit, bars, none }: NonNullable<MessageContent['chart']>,
  markNote: MessageContent['markNote'],
): string {
  const head = `<caption style="${STYLE.caption}"><strong class="heading" style="${STYLE.heading}">${escapeMarkup(title)}</strong><br><span class="label" style="${STYLE.label}">${escapeMarkup(unit)}</span></caption>`;
  const table = `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.bars}">${head}${bars.map(bar).join('')}</table>`;
  const shown =
    bars.length === 0
      ? `<p class="text" style="${STYLE.text}"><strong>${escapeMarkup(title)}</strong><br>${escapeMarkup(none)}</p>`
      : table;
  return row(
    `${shown}${markNote === null ? '' : `<p class="label" style="${STYLE.note}">${escapeMarkup(markNote)}</p>`}`,
  );
}

/** Draws the bar as the background of an empty line, so that a screen reader reads nothing twice. */
function bar({ label, count, share, width }: Bar): string {
  const drawn =
    width === null
      ? ''
      : `<div aria-hidden="true" class="track" style="${STYLE.track}"><div class="bar" style="${STYLE.bar}width:${width}%;"></div></div>`;
  return `<tr><th scope="row" align="left" style="${STYLE.barLabel}"><span class="text" style="${STYLE.barText}">${escapeMarkup(label)}</span>${drawn}</th><td align="right" valign="top" class="text" style="${STYLE.count}">${escapeMarkup(count)}</td><td align="right" valign="top" class="text" style="${STYLE.share}">${escapeMarkup(share ?? '')}</td></tr>`;
}

function report({ report: given, later, closing }: MessageContent): string {
  const missing = later === null ? '' : `<p class="text" style="${STYLE.text}">${escapeMarkup(later)}</p>`;
  return row(`${where(given)}${missing}${prose(closing)}`);
}

/** Where the fact sheets are. */
function where(given: ReportContent): string {
  if ('attached' in given)
    return `<p class="text" style="${STYLE.text}"><strong>${escapeMarkup(given.attached)}</strong></p>`;
  if ('url' in given)
    return `<p style="${STYLE.buttonPlace}"><a class="button" style="${STYLE.button}" href="${escapeMarkup(given.url)}">${escapeMarkup(given.button)}</a></p><p class="label" style="${STYLE.say}">${escapeMarkup(given.say)}</p>`;
  const items = given.sheets.map((sheet) => `<li style="${STYLE.item}">${sheetName(sheet)}</li>`).join('');
  const say = given.say === null ? '' : `<p class="label" style="${STYLE.say}">${escapeMarkup(given.say)}</p>`;
  return `<p class="text" style="${STYLE.text}"><strong>${escapeMarkup(given.heading)}</strong></p><ul style="${STYLE.list}">${items}</ul>${say}`;
}

const sheetName = ({ name, url }: ListedSheet): string =>
  url === null
    ? escapeMarkup(name)
    : `<a class="link" style="${STYLE.link}" href="${escapeMarkup(url)}">${escapeMarkup(name)}</a>`;

const footer = ({ leave }: MessageContent): string =>
  row(
    `<p class="label" style="${STYLE.label}">${escapeMarkup(leave.say)} <a class="link" style="${STYLE.link}" href="${escapeMarkup(leave.url)}">${escapeMarkup(leave.button)}</a></p>`,
    STYLE.footer,
    'footer',
  );
