// npm run ts -- scripts/write-sheet-schema.ts: writes templates/sheet.schema.json, which editors of a sheet.json are helped by.
import { writeFileSync } from 'node:fs';
import { sheetJsonSchema } from '../src/definitions/sheet-schema.ts';

const path = new URL('../templates/sheet.schema.json', import.meta.url);
writeFileSync(path, `${JSON.stringify(sheetJsonSchema(), null, 2)}\n`);
