import { createHash } from 'node:crypto';
import type { PageDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';

/** The latest compiled sheets of this process, by id and languages, each with a hash of all its sources. */
const COMPILED = new Map<string, { readonly from: string; readonly compiled: CompiledSheet }>();

/**
 * Compiles a sheet and reuses the result as long as its definitions do not change.
 * @throws Failure DefinitionInvalid or FigureUnknown naming the file, the place and the allowed values
 */
export async function compiledSheet(
  definitions: PageDefinitions,
  files: DefinitionFiles,
  sheet: Sheet,
): Promise<CompiledSheet> {
  const from = await sourceHash(definitions, files, sheet);
  const key = [sheet.id, ...sheet.languages].join(' ');
  const last = COMPILED.get(key);
  if (last?.from === from) return last.compiled;
  // Loading Vega-Lite takes as long as rendering a page, and most commands render nothing.
  const { compileSheet } = await import('../../src/steps/compile-sheet/compile-sheet.ts');
  const compiled = await compileSheet(definitions, files, sheet);
  COMPILED.set(key, { from, compiled });
  return compiled;
}

/**
 * Returns the compiled sheets of a family. Its members share one, which is compiled with the first of them, because
 * only their names differ.
 */
export function compiledFamily(
  definitions: PageDefinitions,
  files: DefinitionFiles,
): (sheet: Sheet) => Promise<CompiledSheet> {
  let ofMembers: Promise<CompiledSheet> | null = null;
  return async (sheet) => {
    if (sheet.member === undefined) return compiledSheet(definitions, files, sheet);
    ofMembers ??= compiledSheet(definitions, files, sheet);
    return { ...(await ofMembers), sheet: { ...sheet, related: [] } };
  };
}

async function sourceHash({ codes, hotlines }: PageDefinitions, files: DefinitionFiles, sheet: Sheet): Promise<string> {
  const names = [...hotlines].map(([id, { name }]) => [id, name]);
  const hash = createHash('sha256').update(JSON.stringify([sheet, codes, names]));
  for (const path of await files.list('boundaries')) hash.update(path).update(await files.bytes(path));
  return hash.digest('hex');
}
