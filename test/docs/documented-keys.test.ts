import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeListSchema } from '../../src/definitions/code-list-definition.ts';
import { hotlineSchema } from '../../src/definitions/hotline-schema.ts';
import { SHEET_SCHEMA } from '../../src/definitions/sheet-schema.ts';
import { THEME_SCHEMA } from '../../src/definitions/theme.ts';
import { PAGE_SCHEMA } from '../../src/document/page/page-definition.ts';
import { UNKNOWN_CODE } from '../../src/domain/codes.ts';
import { CODES } from '../current-codes.ts';
import { readDocument, tableUnder } from './document-blocks.ts';

/** Returns every key of a JSON Schema's objects, at any depth. */
function keysOf(schema: unknown): Set<string> {
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: Record<string, unknown> };
    for (const key of Object.keys(properties ?? {})) keys.add(key);
    for (const value of Object.values(node)) walk(value);
  };
  walk(schema);
  keys.delete('$schema');
  return keys;
}

const missingIn = (document: string, keys: Iterable<string>): string[] =>
  [...keys].filter((key) => !document.includes(`"${key}"`) && !document.includes(`\`${key}\``));

describe('the documents of definitions', () => {
  it('list every code list, and what an unknown value becomes', () => {
    const rows = tableUnder(readDocument('docs/add-a-hotline.md'), '4. Add spellings and codes');
    const documented = rows.map(([list = '', , , unknown = '']) =>
      [list, unknown].map((cell) => cell.replaceAll('`', '')),
    );
    expect(Object.fromEntries(documented)).toEqual(
      Object.fromEntries(Object.entries(UNKNOWN_CODE).map(([list, code]) => [list, code ?? 'left out'])),
    );
  });

  it.each(['type', 'gender', 'age', 'channel'] as const)('list the codes of %s', (name) => {
    const rows = tableUnder(readDocument('docs/add-a-hotline.md'), '4. Add spellings and codes');
    const [, , codes = ''] = rows.find(([list]) => list === `\`${name}\``) ?? [];
    expect(codes.replaceAll('`', '').split(' ')).toEqual(CODES[name].codes.map(({ key }) => key));
  });

  it('name every key that a hotline may have', () => {
    const keys = keysOf(z.toJSONSchema(hotlineSchema, { io: 'input' }));
    expect(keys.size).toBeGreaterThan(40);
    expect(missingIn(readDocument('docs/add-a-hotline.md'), keys)).toEqual([]);
  });

  /** Returns the keys in backticks of the sentence that begins with some words. */
  const keysAfter = (path: string, start: string): string[] => {
    const sentence = readDocument(path).split(start)[1]?.split(/[.;]/u)[0] ?? '';
    return [...sentence.matchAll(/`(\w+)`/gu)].map(([, key = '']) => key);
  };
  const required = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input' }).required;

  it('name the keys that a definition must have', () => {
    expect(keysAfter('docs/add-a-hotline.md', 'A definition needs ')).toEqual(required(hotlineSchema));
    expect(keysAfter('docs/add-a-hotline.md', 'a code list ').slice(0, 2)).toEqual(required(codeListSchema));
    expect(keysAfter('docs/add-a-hotline.md', 'A file needs ')[0]).toBe('tables');
    expect(keysAfter('docs/add-a-sheet.md', 'A sheet needs ')).toEqual(required(SHEET_SCHEMA));
    expect(keysAfter('docs/add-a-sheet.md', 'A figure needs ')).toEqual(['id', 'counts']);
  });

  it('name every key that a sheet may have', () => {
    const document = readDocument('docs/add-a-sheet.md');
    const rows = tableUnder(document, '`sheet.json`, key by key').map(([key = '']) => key.replaceAll('`', ''));
    const top = Object.keys(SHEET_SCHEMA.shape).filter((key) => key !== '$schema');
    expect(rows.map((key) => key.split('.')[0])).toEqual(top);
    expect(missingIn(document, keysOf(z.toJSONSchema(SHEET_SCHEMA, { io: 'input' })))).toEqual([]);
  });

  it('name every key of a page and of a theme, every allowed value, and what is required', () => {
    const document = readDocument('docs/add-a-sheet.md');
    const schemas = [PAGE_SCHEMA, THEME_SCHEMA].map((schema) => z.toJSONSchema(schema, { io: 'input' }));
    for (const schema of schemas) {
      expect(missingIn(document, keysOf(schema))).toEqual([]);
      expect(missingIn(document, valuesIn(schema))).toEqual([]);
    }
    const [page, theme] = schemas;
    expect(keysAfter('docs/add-a-sheet.md', 'A `page.json` needs ').slice(0, 2)).toEqual([
      ...(page?.required ?? []),
      'parts',
    ]);
    const sections = document.split('## `theme.json`, key by key')[1] ?? '';
    const named = [...(/`fonts` \| needs ([^:]*):/u.exec(sections)?.[1] ?? '').matchAll(/`(\w+)`/gu)].map(
      ([, key]) => key,
    );
    const { fonts } = (theme?.properties ?? {}) as Record<string, { required?: readonly string[] }>;
    expect(named.toSorted()).toEqual([...(fonts?.required ?? [])].toSorted());
  });

  it('name in the row of each part of a page every key that it may and must have', () => {
    const rows = tableUnder(readDocument('docs/add-a-sheet.md'), '`page.json`, part by part');
    const optional = ['chart', 'land'];
    const keysInRows = new Map(
      rows.map(([part = '', keys = '']) => [part, [...keys.matchAll(/`([a-z]+)`/gu)].map(([, key = '']) => key)]),
    );
    const parts = partSchemas(z.toJSONSchema(PAGE_SCHEMA, { io: 'input' }));
    expect(parts.map(({ name }) => `\`${name}\``)).toEqual([...keysInRows.keys()]);
    for (const { name, keys, required } of parts) {
      const documented = keysInRows.get(`\`${name}\``) ?? [];
      expect({ name, missing: keys.filter((key) => !documented.includes(key)) }).toEqual({ name, missing: [] });
      const left = keys.filter((key) => !required.includes(key));
      expect({ name, optional: left }).toEqual({ name, optional: name === 'masthead' ? optional : [] });
    }
  });
});

/** Returns the values that a JSON Schema lists, at any depth. */
function valuesIn(schema: unknown): Set<string> {
  const values = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { enum: listed = [], const: only } = node as { enum?: unknown[]; const?: unknown };
    for (const value of [...listed, ...(only === undefined ? [] : [only])]) values.add(String(value));
    for (const value of Object.values(node)) walk(value);
  };
  walk(schema);
  return values;
}

interface PartSchema {
  readonly name: string;
  /** Its keys besides those that every part has. */
  readonly keys: readonly string[];
  readonly required: readonly string[];
}

/** Returns the parts that a page may have, from its JSON Schema. */
function partSchemas(schema: object): PartSchema[] {
  const { pages } = (schema as { properties: Record<string, JsonNode> }).properties;
  const forms = pages?.items?.properties?.parts?.items?.oneOf ?? [];
  return forms.map(({ properties = {}, required = [] }) => ({
    name: properties.part?.const ?? '',
    keys: Object.keys(properties).filter((key) => key !== 'part' && key !== 'space'),
    required,
  }));
}

interface JsonNode {
  readonly properties?: Record<string, JsonNode>;
  readonly items?: JsonNode;
  readonly oneOf?: readonly JsonNode[];
  readonly required?: readonly string[];
  readonly const?: string;
}
