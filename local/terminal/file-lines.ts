import { countNoun } from '../../src/domain/format.ts';

/** How many files a person reads before "and n other files". */
const NAMED = 12;

/**
 * Returns a line for each file that was written; of the hundreds of a family, for those of its first sheets, and how many others
 * are in the folder.
 * @param label what a file is, before its path: `page: `
 */
export function fileLines(files: readonly string[], folder: string, label = ''): string[] {
  const named = files.slice(0, NAMED).map((file) => `  ${label}${file}`);
  const others = files.length - named.length;
  return others > 0 ? [...named, `  and ${countNoun(others, 'other file')} in ${folder}`] : named;
}
