import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../src/distribution/message/compose-message.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { messageSource, printedFigures } from './message-source.ts';

const total =
  (id: string, to: number | null) =>
  (figure: PrintedFigure): PrintedFigure =>
    figure.id === id ? { ...figure, total: to } : figure;
const cells =
  (id: string, counts: Readonly<Record<string, number | null>>) =>
  (figure: PrintedFigure): PrintedFigure =>
    figure.id === id
      ? {
          ...figure,
          cells: figure.cells.map((cell) => {
            const count = counts[cell.key];
            if (count === undefined) return cell;
            return count === null ? { ...cell, count, share: null, suppressed: true } : { ...cell, count };
          }),
        }
      : figure;

describe('a message', () => {
  it.each([
    [
      'en',
      'U.S.-Mexico border fact sheet, data through July 31, 2017',
      ['1,189  calls', '727  cases', '793   63%  Labor'],
    ],
    [
      'es',
      'Hoja informativa de la frontera México-Estados Unidos, datos al 31 de julio de 2017',
      ['1,189  llamadas', '727  casos', '793   63%  Laboral'],
    ],
  ] as const)('says in %s what the pages print, in text and HTML alike', async (language, subject, lines) => {
    const message = composeMessage(await messageSource(language));
    expect(message.subject).toBe(subject);
    for (const line of lines) expect(message.text).toContain(line);
    for (const number of ['1,189', '727', '1,257', '982', '793', '63%']) expect(message.html).toContain(`>${number}<`);
    expect(message.text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'))).toEqual([]);
    expect(`${message.text}${message.html}`).not.toMatch(/\{[a-z.-]+\}/u);
  });

  it('fetches nothing, and takes no name for HTML', async () => {
    const { html } = composeMessage(await messageSource('en'));
    expect(html).not.toMatch(/<img|<script|url\(|@import|<link /iu);
    expect(html).toContain('Dear Ana &#38; Bo &#60;Méndez&#62;,');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-US"/u);
  });

  it('has the mark where the pages have it, no bar there, and says what it means', async () => {
    const figures = printedFigures(cells('victims-by-type', { 'sex-and-labor': null, other: null })).map(
      total('signals', null),
    );
    const { text, html } = composeMessage(await messageSource('en', { figures }));
    expect(text).toMatch(/^ {8}‡ {2}calls/mu);
    expect(text).toMatch(/^ {8}‡ {5}‡ {2}Sex and labor/mu);
    expect(text).toContain('‡ Not shown: fewer than 10');
    expect(html.match(/class="bar"/gu)).toHaveLength(2);
    expect(composeMessage(await messageSource('en')).text).not.toContain('‡');
  });

  it('leads to the report when it is not attached', async () => {
    const link = { url: 'https://sheets.example.org/report/token', days: 30 };
    const { text, html } = composeMessage(await messageSource('es', { link }));
    expect(text).toContain('https://sheets.example.org/report/token\nEl enlace es solo para usted y funciona 30 días.');
    expect(html).toContain('href="https://sheets.example.org/report/token"');
    expect(text).not.toContain('va adjunto');
  });
});

describe('a correction notice', () => {
  const corrected = printedFigures();
  const changesIn = async (change: (figure: PrintedFigure) => PrintedFigure): Promise<string[]> => {
    const { text } = composeMessage(await messageSource('en', { corrected, figures: printedFigures(change) }));
    return text.split('\n').filter((line) => line.startsWith('- '));
  };
  const OTHER = '- Other figures changed as well; the fact sheet has them all.';

  it('names what changed by k or more, both numbers as printed', async () => {
    expect(await changesIn(total('victims', 1300))).toEqual(['- victims in those cases: 1,257 before, 1,300 now']);
    expect(await changesIn(cells('victims-by-type', { labor: 700 }))).toEqual([
      '- Type of trafficking, Labor: 793 before, 700 now',
    ]);
  });

  it.each([
    ['a change below k', total('victims', 1258)],
    ['a fall below k', total('victims', 1248)],
    ['a number that is hidden now', total('victims', null)],
    ['a cell that is hidden now', cells('victims-by-type', { other: null })],
    ['a figure that the message does not show', cells('victims-by-gender', { female: 900 })],
  ])('says of %s only that there is more', async (_, change) => {
    expect(await changesIn(change)).toEqual([OTHER]);
  });

  it('names nothing when nothing changed that readers see', async () => {
    expect(await changesIn((figure) => figure)).toEqual([]);
  });
});
