import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sheetJsonSchema } from '../../src/definitions/sheet-schema.ts';
import { PROGRAM_VERSION } from '../../src/definitions/versions.ts';

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

it('the schema beside the sheets is the one the program checks (npm run ts -- scripts/write-sheet-schema.ts)', () => {
  expect(json('templates/sheet.schema.json')).toEqual(JSON.parse(JSON.stringify(sheetJsonSchema())));
});

it('revisions remember the version of package.json', () => {
  expect(json('package.json')).toMatchObject({ version: PROGRAM_VERSION });
});
