import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { codes } from '../exports/reader-fixture.ts';
import { pdfText } from '../local/pdf-text.ts';
import { fragmentsOf, readDocument, stepsOf } from './document-blocks.ts';
import { newReader, notPrinted, type Ran, type Reader } from './reader.ts';

const DOCUMENT = readDocument('docs/quick-start.md');

let reader: Reader;
let ran: Ran[];
beforeAll(async () => {
  reader = await newReader();
  ran = await reader.follow(stepsOf(DOCUMENT));
});
afterAll(() => reader?.leave());

describe('following docs/quick-start.md', () => {
  it('prints what the document shows, and no cell of the sample', () => {
    expect(ran).toHaveLength(5);
    for (const one of ran) expect({ ...one, missing: notPrinted(one) }).toEqual({ ...one, missing: [] });
    expect(ran.flatMap((one) => one.printed).join('\n')).not.toMatch(/relato inventado|Boliviana|0007/u);
  });

  it('makes pages with the figures of the sample', async () => {
    const [first, second] = await pdfText(join(reader.folder, 'out/roble-2026-01.es.draft.pdf'));
    expect(first?.replace(/\s+/gu, ' ')).toMatch(/12 casos .*3–14 Córdoba, Jujuy, Salta Menos de 3 Misiones/u);
    expect(first?.replace(/\s+/gu, ' ')).toMatch(/Mujeres 8 67%/u);
    expect(second?.replace(/\s+/gu, ' ')).toMatch(/Tipo de trata 12 víctimas .*58%/u);
  });

  it('accepts the codes that it adds', async () => {
    const path = join(reader.folder, 'definitions/hotlines/linea-roble.json');
    const definition = JSON.parse(await readFile(path, 'utf8'));
    const [added = ''] = fragmentsOf(DOCUMENT, 'json');
    const changed = { ...definition, ...JSON.parse(`{${added}}`) };
    expect(parseHotline(changed, 'hotlines/linea-roble.json', codes).id).toBe('linea-roble');
  });
});
