import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import type { PortalRoute } from '../../src/domain/portal-route.ts';
import { PORTAL_ROUTES } from '../../src/domain/portal-routes.ts';
import { apiDocument } from '../../src/portal/api-document.ts';

const DOCUMENT = JSON.parse(JSON.stringify(apiDocument('1.2.3')));
const ROUTES: PortalRoute[] = Object.values(PORTAL_ROUTES);

/** Returns every reference of a document to a part of itself. */
const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : references(inner)));
};

describe('the OpenAPI document', () => {
  it('is of OpenAPI 3.1 and of the program’s version', () => {
    expect([DOCUMENT.openapi, DOCUMENT.info.version]).toEqual(['3.1.0', '1.2.3']);
  });

  it('is valid by the schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(DOCUMENT));
    expect([valid, errors]).toEqual([true, undefined]);
    const broken = { ...structuredClone(DOCUMENT), paths: { 'no-slash': { get: {} } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('describes every route below /api/v1, and no other', () => {
    const listed = ROUTES.filter(({ path }) => path.startsWith('/api/v1')).map(
      ({ method, path }) => `${method.toLowerCase()} ${path}`,
    );
    const described = Object.entries<object>(DOCUMENT.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(listed.toSorted());
  });

  it('names every parameter of a path, and refers to nothing that is not in it', () => {
    for (const [path, operations] of Object.entries<Record<string, { parameters?: { name: string; in: string }[] }>>(
      DOCUMENT.paths,
    ))
      for (const { parameters = [] } of Object.values(operations)) {
        const named = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
      }
    expect(references(DOCUMENT).length).toBeGreaterThan(10);
    for (const reference of references(DOCUMENT)) {
      const found = reference
        .replace('#/', '')
        .split('/')
        .reduce((at, key) => at?.[key], DOCUMENT);
      expect([reference, found === undefined]).toEqual([reference, false]);
    }
  });

  it('asks for a body and the ETag where a decision is taken', () => {
    const { post } = DOCUMENT.paths['/api/v1/sheets/{sheet}/editions/{month}/decisions'];
    expect(post.requestBody.required).toBe(true);
    expect(post.parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', in: 'header', required: true }));
  });
});
