import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { loadMessage } from '../../src/steps/distribute/message-material.ts';
import { PUBLISHED } from '../document/published-edition.ts';

const FILES = openDefinitions();
const SHEET = 'us-mexico-border';

/** Returns the definitions with one file as saved by an editor that writes Windows-1252. */
const savedAs1252 = (changed: string): DefinitionFiles => ({
  list: FILES.list,
  bytes: async (path) => {
    const bytes = await FILES.bytes(path);
    return path === changed ? Buffer.from(Buffer.from(bytes).toString('utf8'), 'latin1') : bytes;
  },
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (failure: unknown) => failure,
  );

describe('a definition that is not UTF-8', () => {
  it.each([
    `templates/${SHEET}/wording/es.md`,
    `templates/${SHEET}/message/es.md`,
    'codes/state.json',
    'hotlines/linea-nacional.json',
  ])('is reported with its name and how to fix it: %s', async (path) => {
    const files = savedAs1252(path);
    const load = async () => {
      const definitions = await loadDefinitions(files);
      const sheet = await loadSheet(files, definitions, SHEET);
      await compileSheet(definitions, files, sheet);
      await loadMessage(files, definitions.codes, sheet, PUBLISHED);
    };

    expect(await failureOf(load())).toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(`^${path}: line \\d+: .*not UTF-8; save it as UTF-8$`),
    });
  });
});
