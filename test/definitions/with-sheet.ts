import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';

/** Returns the installed definitions with one more sheet: a copy of another one with changes of its `sheet.json`. */
export function withSheet(id: string, changes: object, source = 'us-mexico-border'): DefinitionFiles {
  const files = openDefinitions();
  const copy = (path: string): string => path.replace(`templates/${source}/`, `templates/${id}/`);
  const original = (path: string): string => path.replace(`templates/${id}/`, `templates/${source}/`);
  return {
    list: async (folder) => {
      const all = await files.list(folder.replace(/^templates\/.*$/u, 'templates'));
      const added = all.filter((path) => path.startsWith(`templates/${source}/`)).map(copy);
      return [...all, ...added].filter((path) => path.startsWith(`${folder}/`)).toSorted();
    },
    bytes: async (path) => {
      const bytes = await files.bytes(original(path));
      if (path !== `templates/${id}/sheet.json`) return bytes;
      return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), id, ...changes }));
    },
  };
}
