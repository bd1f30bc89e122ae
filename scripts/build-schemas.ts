/** Writes the JSON Schemas of definitions and of the bus's events: `npm run ts -- scripts/build-schemas.ts`. Tests hold them equal. */
import { writeFileSync } from 'node:fs';
import { EVENT_NAMES } from '../src/contract/event-names.ts';
import { EVENT_SCHEMAS } from '../src/domain/event-schemas.ts';
import { codeListSchema } from '../src/exports/code-list-definition.ts';
import { jsonSchema } from '../src/exports/definition.ts';
import { hotlineSchema } from '../src/exports/hotline-schema.ts';

const write = (path: string, schema: Record<string, unknown>): void =>
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write('codes/code-list.schema.json', jsonSchema(codeListSchema, 'A code list'));
write('hotlines/hotline.schema.json', jsonSchema(hotlineSchema, 'A hotline'));
for (const name of EVENT_NAMES) write(`docs/events/${name}.schema.json`, jsonSchema(EVENT_SCHEMAS[name], name));
