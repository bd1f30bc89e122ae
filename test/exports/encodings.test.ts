import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEightBit, type EightBit, encodeEightBit } from '../../src/domain/text/eight-bit.ts';
import { misreadText } from '../../src/domain/text/misread-text.ts';
import { sampleWords } from '../../src/domain/text/word-sample.ts';
import { tries } from '../at-length.ts';
import { csv, lineaNacional, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const VICTIMAS = 'Folio de la víctima;Folio del caso;Género;Edad al momento del contacto;Nacionalidad';

const as = (encoding: EightBit, text: string): Buffer => encodeEightBit(text, encoding)!;
const doubled = (text: string): Buffer => Buffer.from(decodeEightBit(Buffer.from(text), 'windows-1252'));

async function reason(name: string, bytes: Buffer, hotline = lineaNacional): Promise<string> {
  const { file } = await read(name, bytes, { hotline });
  return `${file.status}: ${file.problems.first.map(({ code, detail }) => `${code}: ${detail}`).join(' | ')}`;
}

describe('the encoding is the reason', () => {
  const text = csv(VICTIMAS, 'V-1;C-1;Mujer;17;México', 'V-2;C-1;Hombre;20;Perú');

  it.each([
    ['Mac Roman', as('mac-roman', text), 'line 1: it looks like Mac Roman, as Excel for Mac saves a plain CSV'],
    ['CP850', as('cp850', text), 'line 1: it looks like CP850, as MS-DOS and "CSV (MS-DOS)" write it'],
    ['UTF-8 twice', doubled(text), 'line 1: the text was encoded as UTF-8 twice ("Ã³" where a letter was)'],
    [
      'UTF-8 with a bad byte',
      Buffer.concat([Buffer.from(text), as('windows-1252', 'V-3;C-1;Mujer;20;Perú\n')]),
      'line 4: one byte is not UTF-8',
    ],
    [
      'UTF-8 cut inside a letter',
      Buffer.concat([Buffer.from(`${text}V-3;C-1;Mujer;20;Per`), Buffer.from([0xc3])]),
      'line 4: one byte is not UTF-8',
    ],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'the file is UTF-16 ("Unicode text")'],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'the file is UTF-16 ("Unicode text")'],
  ])('for %s', async (_what, bytes, detail) => {
    expect(await reason('victimas.csv', bytes)).toBe(`rejected: not-decodable: ${detail}`);
  });

  it.each([
    ['windows-1252', 'line 2: it looks like Windows-1252, as Excel saves a plain CSV'],
    ['mac-roman', 'line 2: it looks like Mac Roman, as Excel for Mac saves a plain CSV'],
    ['cp850', 'line 2: it looks like CP850, as MS-DOS and "CSV (MS-DOS)" write it'],
  ] as const)('for %s where the hotline writes UTF-8 alone', async (encoding, detail) => {
    const { file } = await read('victims.csv', as(encoding, csv(VICTIMS, 'V-1,C-1,Female,17,México')));
    expect(file.problems.first).toMatchObject([{ code: 'not-decodable', detail }]);
  });

  it.each(['mac-roman', 'cp850'] as const)('for %s in the cells alone', async (encoding) => {
    const CASOS =
      'Folio del caso;Fecha de apertura;Modalidad;Giro o lugar;Entidad federativa;Pais de explotacion;Nexo con Mexico;Folio del caso en la linea asociada';
    const bytes = as(encoding, csv(CASOS, 'C-1;01/07/2017;Esclavitud;;Michoacán;México;No;'));
    expect(await reason('casos.csv', bytes)).toMatch(/^rejected: not-decodable: line 2: it looks like (Mac|CP850)/u);
  });

  it('for a file of another kind under the name of a CSV', async () => {
    expect(await reason('victimas.csv', Buffer.from('PK\x03\x04 and more'))).toContain('a workbook (.xlsx) or a zip');
    expect(await reason('victimas.csv', Buffer.from([0x1f, 0x8b, 8, 0]))).toContain('gzipped');
  });
});

const SPANISH =
  'víctima recepción México Michoacán Querétaro Perú Bogotá José Ángel Muñoz Peña niño Yucatán Línea género país año días sí también así pingüino vergüenza Núñez Íñigo Óscar Úrsula ÑOÑO MÉXICO MICHOACÁN ÁNGEL'.split(
    ' ',
  );
const WITH_SIGNS =
  '¿Cómo “hola” ‘así’ «cita» 1.º 2.ª Mª N.º €50 30°C O’Brien d’Ivoire año—siglo 1936–1939 bueno… ¡Ay! l’hôpital São Coração AMANHÃ João Orléans Zoë œuvre Škoda Zürich naïve Coca®Cola m² O´Higgins don’t it’s • ½ ± ©'.split(
    ' ',
  );
const PLAIN = 'Female Mexico C-1 17 Oaxaca no hay datos de esta persona'.split(' ');

const texts = (words: readonly string[], least = 1) =>
  fc.array(fc.constantFrom(...words), { minLength: least, maxLength: 40 }).map((found) => found.join(' '));

const verdict = (text: string, readAs: 'utf-8' | 'windows-1252'): string | null =>
  misreadText(sampleWords(text), readAs);

describe('random texts', () => {
  it('are read in UTF-8 and in Windows-1252, whatever signs they have', () => {
    const any = texts([...SPANISH, ...WITH_SIGNS, ...PLAIN]);
    fc.assert(
      fc.property(any, fc.constantFrom('NFC', 'NFD'), (text, form) => {
        expect(verdict(text.normalize(form), 'utf-8')).toBeNull();
        expect(verdict(text, 'windows-1252')).toBeNull();
      }),
      { numRuns: tries(1000, 5000), seed: 1 },
    );
  });

  it.each([
    ['mac-roman', 'Mac Roman'],
    ['cp850', 'CP850'],
  ] as const)('in %s are distinguished from Windows-1252', (encoding, name) => {
    const misread = texts([...SPANISH, ...PLAIN], 12)
      .filter((text) => /[áé]/u.test(text)) // in Mac Roman, í, ñ and ó alone can be apostrophes and dashes
      .map((text) => decodeEightBit(as(encoding, text), 'windows-1252'));
    fc.assert(
      fc.property(misread, (text) => {
        expect(verdict(text, 'windows-1252')).toContain(name);
      }),
      { numRuns: tries(300, 1000), seed: 2 },
    );
  });

  it.each(['windows-1252', 'mac-roman', 'cp850'] as const)('encoded twice by way of %s are detected', (by) => {
    const misread = texts([...SPANISH, ...PLAIN], 12)
      .filter((text) => /[áéíóúñ]/u.test(text))
      .map((text) => decodeEightBit(Buffer.from(text), by));
    fc.assert(
      fc.property(misread, (text) => {
        expect(verdict(text, 'utf-8')).toContain('encoded as UTF-8 twice');
      }),
      { numRuns: tries(300, 1000), seed: 3 },
    );
  });

  it('are damaged UTF-8 where some bytes are bad, and Windows-1252 where all are', async () => {
    const rows = fc.array(fc.constantFrom(...SPANISH, ...WITH_SIGNS.filter((word) => !/[AÃ]$/u.test(word))), {
      minLength: 3,
      maxLength: 12,
    });
    let damaged = 0;
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(), async (words, seed) => {
        const lines = words.map((word, at) => `V-${at};C-1;Mujer;20;México;${word}`);
        const text = csv(`${VICTIMAS};Notas`, ...lines);
        const { file } = await read('victimas.csv', as('windows-1252', text), { hotline: lineaNacional });
        expect(file.status).toBe('accepted');
        const bytes = Buffer.from(text);
        const at = bytes.findIndex((byte, index) => byte >= 0xc0 && index >= seed % bytes.length);
        if (at < 0) return;
        bytes[at] = 0x2e; // the second byte of the letter is now alone
        damaged++;
        const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
        expect(await reason('victimas.csv', bytes)).toMatch(
          new RegExp(
            `^rejected: not-decodable: line ${line}: (one byte is not|the first of 2 bytes that are not) UTF-8$`,
            'u',
          ),
        );
      }),
      { numRuns: tries(20, 60), seed: 4 },
    );
    expect(damaged).toBeGreaterThan(tries(13, 40));
  });
});
