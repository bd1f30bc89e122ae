import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { composeMessage } from '../../src/distribution/message/compose-message.ts';
import { figuresCsv } from '../../src/editions/data-annex.ts';
import { tableOf } from '../../src/public/figure-tables.ts';
import { loadMessage } from '../../src/steps/distribute/message-material.ts';
import { currentWordings, wordingIn } from '../../src/steps/edition-wording.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { FONT_FILES } from '../document/page-input.ts';
import { compileOyapock, loadOyapock, OYAPOCK_EDITION, oyapockFiles } from './oyapock.ts';

const own = (path: string): string => readFileSync(new URL(`oyapock/${path}`, import.meta.url), 'utf8');
const text = (svg: string | undefined): string =>
  [...(svg ?? '').matchAll(/>([^<>]+)</gu)].map(([, run]) => run).join('|');

describe('a sheet in French and Portuguese only', () => {
  it('is loaded, and renders its pages and charts in both', async () => {
    const compiled = await compileOyapock();
    expect(compiled.sheet.languages).toEqual(['fr', 'pt']);
    const [fr, pt] = [
      await renderEdition({ fonts: FONT_FILES }, compiled, OYAPOCK_EDITION, 'fr'),
      await renderEdition({ fonts: FONT_FILES }, compiled, OYAPOCK_EDITION, 'pt'),
    ];
    expect(Buffer.from(fr.pdf).toString('latin1')).toContain('/Lang (fr-FR)');
    expect(Buffer.from(pt.pdf).toString('latin1')).toContain('/Lang (pt-BR)');
    expect(text(fr.charts['type-bar'])).toMatch(/Exploitation par le travail\|.*1\u00a0480\|.*60\u00a0%/u);
    expect(text(fr.charts['type-bar'])).toContain('&lt;1\u00a0%');
    expect(text(pt.charts['type-bar'])).toMatch(/Exploração laboral\|.*1\.480\|.*60%/u);
  });

  it('has messages, tables and a data annex in both', async () => {
    const files = oyapockFiles();
    const definitions = await loadDefinitions(files);
    const sheet = await loadOyapock(files);
    const { definition, labels, wording } = await loadMessage(files, definitions.codes, sheet, OYAPOCK_EDITION);
    const message = (language: 'fr' | 'pt') => {
      const words = wording.get(language);
      if (!words) throw new Error(`no wording in ${language}`);
      const source = { definition, labels, wording: words, figures: OYAPOCK_EDITION.figures, corrected: null };
      return composeMessage({
        ...source,
        threshold: 3,
        name: 'Ana',
        link: null,
        leaveUrl: 'https://example.org/leave/t',
      });
    };
    const [fr, pt] = [message('fr'), message('pt')];
    expect(fr.subject).toBe('La traite sur l’Oyapock\u00a0: données au 30 juin 2026');
    expect(fr.html).toContain('<html lang="fr-FR"');
    expect(fr.text).toContain('Du 1er janvier 2026 au 30 juin 2026');
    expect(pt.subject).toBe('O tráfico de pessoas no Oiapoque: dados até 30 de junho de 2026');
    expect(pt.text).toContain('De 1º de janeiro de 2026 a 30 de junho de 2026');
    const [header, ...lines] = figuresCsv(OYAPOCK_EDITION, new Map(), sheet.languages).split('\r\n');
    expect(header).toContain(',key,label_fr,label_pt,count,');
    expect(lines.join('\n')).toContain(',2 ex æquo,2 com o mesmo número,120,5,');
    const words = wordingIn(await currentWordings({ definitions, files }, OYAPOCK_EDITION), 'en', true);
    expect(words.language).toBe('fr'); // the portal in English shows the sheet's first language
    const nationality = OYAPOCK_EDITION.figures.find(({ id }) => id === 'victims-by-nationality');
    if (!nationality) throw new Error('no such figure');
    const table = tableOf(nationality, { edition: OYAPOCK_EDITION, words });
    expect(JSON.stringify(table)).toContain('1\u00a0204');
    expect(table.caption).toContain('Total\u00a0: 2\u00a0468');
  });

  it.each([
    [
      'a label of a code',
      { 'codes/labels/pt.json': '{"type":{"labor":"Exploração laboral"}}' },
      /codes\/labels\/pt\.json: type does not have a label in "pt" for sex, sex-and-labor, other/u,
    ],
    [
      'a name of its hotline',
      {
        'hotlines/ligne-oyapock.json': own('hotlines/ligne-oyapock.json').replace(
          ', "pt": "Linha Oiapoque (inventada)"',
          '',
        ),
      },
      /hotlines\/ligne-oyapock\.json: name does not have a text in "pt"/u,
    ],
    [
      'a label of merged codes',
      {
        'templates/oyapock/sheet.json': own('templates/oyapock/sheet.json').replace(
          '"fr": "Adultes ou âge inconnu", ',
          '',
        ),
      },
      /victims-by-age: merge "adult-or-unknown" does not have a label in "fr"/u,
    ],
    [
      'words of the program',
      { 'templates/oyapock/sheet.json': own('templates/oyapock/sheet.json').replace('["fr", "pt"]', '["fr", "de"]') },
      /the program has no words in "de"; the languages are en, es, fr, pt/u,
    ],
    [
      'a direction that pages have',
      { 'templates/oyapock/sheet.json': own('templates/oyapock/sheet.json').replace('["fr", "pt"]', '["fr", "ar"]') },
      /"ar" is written from right to left/u,
    ],
    [
      'a code that its labels name',
      { 'codes/labels/pt.json': '{"type":{"labour":"Exploração laboral"}}' },
      /codes\/labels\/pt\.json: type: codes\/type\.json does not have the code "labour"/u,
    ],
  ])('is refused without %s', async (_, changed, message) => {
    await expect(loadOyapock(oyapockFiles(changed))).rejects.toThrow(message);
  });

  it.each([
    ['pt-BR', /the locale "pt-BR" is not one of the language; write it like fr-FR/u],
    ['fr_FR', /the locale "fr_FR" is not one of the language/u],
    ['ar-MA', /the locale "ar-MA" is written from right to left/u],
  ])('is refused with a locale like %s in its French wording', async (locale, message) => {
    const path = 'templates/oyapock/wording/fr.md';
    const files = oyapockFiles({ [path]: own(path).replace('locale: fr-FR', `locale: ${locale}`) });
    await expect(compileOyapock(files)).rejects.toThrow(message);
  });
});
