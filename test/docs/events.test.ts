import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/definitions/definition.ts';
import { EVENT_SCHEMAS } from '../../src/definitions/event-schemas.ts';
import { EVENT_NAMES, EVENT_SOURCE } from '../../src/domain/event-names.ts';
import { fragmentsOf, readDocument } from './document-blocks.ts';

const EVENTS = readDocument('docs/events.md');
const chapters = EVENTS.split(/^## /mu).slice(1);
const chapterOf = (name: string): string => chapters.find((one) => one.startsWith(`${name}\n`)) ?? '';

describe('the document of events', () => {
  it('has a chapter for every event, in their order, after what a subscriber must handle', () => {
    const headings = chapters.map((one) => one.slice(0, one.indexOf('\n')));
    expect(headings).toEqual(['What a subscriber must handle', ...EVENT_NAMES]);
    expect(Object.keys(EVENT_SCHEMAS)).toEqual([...EVENT_NAMES]);
    expect(EVENTS).toContain(`"source": ["${EVENT_SOURCE}"]`);
  });

  it.each(EVENT_NAMES)('shows an example of %s that its schema allows, and links the schema', (name) => {
    const [example = '{}', ...others] = fragmentsOf(chapterOf(name), 'json');
    expect(others).toEqual([]);
    const shown: unknown = JSON.parse(example);
    expect(EVENT_SCHEMAS[name].parse(shown)).toEqual(shown); // parsing removes keys that no schema has
    expect(chapterOf(name)).toContain(`(events/${name}.schema.json)`);
  });

  it.each(EVENT_NAMES)('has the JSON Schema of %s beside it, as the program has it', (name) => {
    const written: unknown = JSON.parse(readDocument(`docs/events/${name}.schema.json`));
    expect(written).toEqual(JSON.parse(JSON.stringify(jsonSchema(EVENT_SCHEMAS[name], name))));
  });
});
