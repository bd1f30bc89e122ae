/**
 * Writes the JSON Schemas of definitions and of events: `npm run ts -- scripts/build-schemas.ts`. Tests check that the
 * files are up to date.
 */
import { writeFileSync } from 'node:fs';
import { codeLabelsSchema } from '../src/definitions/code-labels.ts';
import { codeListSchema } from '../src/definitions/code-list-definition.ts';
import { jsonSchema } from '../src/definitions/definition.ts';
import { EVENT_SCHEMAS } from '../src/definitions/event-schemas.ts';
import { hotlineSchema } from '../src/definitions/hotline-schema.ts';
import { EVENT_NAMES } from '../src/domain/event-names.ts';

const write = (path: string, schema: Record<string, unknown>): void =>
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write('codes/code-list.schema.json', jsonSchema(codeListSchema, 'A code list'));
write('codes/labels/labels.schema.json', jsonSchema(codeLabelsSchema, 'Labels of codes in a language'));
write('hotlines/hotline.schema.json', jsonSchema(hotlineSchema, 'A hotline', 'ref'));
for (const name of EVENT_NAMES) write(`docs/events/${name}.schema.json`, jsonSchema(EVENT_SCHEMAS[name], name));
