import { CANARY } from '../domain/canary.ts';
import type { DefinitionFiles } from '../domain/effects.ts';

const HOTLINE = `hotlines/${CANARY}.json`;
const SHEET = `templates/${CANARY}`;

/**
 * A program's definitions with those of the canary, which are kept in a folder of their own: only steps that make
 * drafts see them. Reviews, messages and lists do not know the sheet.
 * @param canary the folder with `hotlines/canary.json` and `templates/canary/`
 */
export function withCanary(files: DefinitionFiles, canary: DefinitionFiles): DefinitionFiles {
  const isOfCanary = (path: string): boolean => path === HOTLINE || path === SHEET || path.startsWith(`${SHEET}/`);
  return {
    async list(folder) {
      if (isOfCanary(folder)) return canary.list(folder);
      const own = (await files.list(folder)).filter((path) => !isOfCanary(path));
      return ['hotlines', 'templates'].includes(folder) ? [...own, ...(await canary.list(folder))].sort() : own;
    },
    bytes: (path) => (isOfCanary(path) ? canary : files).bytes(path),
  };
}
