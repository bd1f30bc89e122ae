/** Writes the JSON Schemas that editors use for the definitions: `npx tsx scripts/build-schemas.ts`. A test holds them equal. */
import { writeFileSync } from 'node:fs';
import { codeListSchema } from '../src/exports/code-list-definition.ts';
import { jsonSchema } from '../src/exports/definition.ts';
import { hotlineSchema } from '../src/exports/hotline-schema.ts';

const write = (path: string, schema: Record<string, unknown>): void =>
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write('codes/code-list.schema.json', jsonSchema(codeListSchema, 'A code list'));
write('hotlines/hotline.schema.json', jsonSchema(hotlineSchema, 'A hotline'));
