import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';

/** Changes the parsed content of a JSON file; receives an empty object for a new file. */
// biome-ignore lint/suspicious/noExplicitAny: the content of any definition
export type Changes = Readonly<Record<string, (json: any) => unknown>>;

/** Returns the program's definitions with some JSON files changed or added, by path. */
export function changedFiles(changes: Changes, files: DefinitionFiles = openDefinitions()): DefinitionFiles {
  return {
    async list(folder) {
      const added = Object.keys(changes).filter((path) => path.startsWith(`${folder}/`));
      return [...new Set([...(await files.list(folder)), ...added])].toSorted();
    },
    async bytes(path) {
      const change = changes[path];
      if (!change) return files.bytes(path);
      const folder = path.slice(0, path.lastIndexOf('/'));
      const exists = (await files.list(folder)).includes(path);
      const json: unknown = exists ? JSON.parse(Buffer.from(await files.bytes(path)).toString()) : {};
      return Buffer.from(JSON.stringify(change(json)));
    },
  };
}
