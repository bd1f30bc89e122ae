// npm run ts -- scripts/write-sheet-schema.ts: writes the JSON Schemas of a sheet's sheet.json, page.json and theme.json, which
// help people edit them.
import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { sheetJsonSchema } from '../src/definitions/sheet-schema.ts';
import { THEME_SCHEMA } from '../src/definitions/theme.ts';
import { PAGE_SCHEMA } from '../src/document/page/page-definition.ts';

const write = (name: string, schema: object): void =>
  writeFileSync(new URL(`../templates/${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write('sheet.schema.json', sheetJsonSchema());
write('page.schema.json', z.toJSONSchema(PAGE_SCHEMA));
write('theme.schema.json', z.toJSONSchema(THEME_SCHEMA));
