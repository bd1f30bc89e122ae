import { readFileSync } from 'node:fs';
import { CODE_LISTS, type CodeLists } from '../src/domain/codes.ts';

/** The program's own code lists, from codes/. */
export const CODES = Object.fromEntries(
  CODE_LISTS.map((name) => [name, JSON.parse(readFileSync(new URL(`../codes/${name}.json`, import.meta.url), 'utf8'))]),
) as CodeLists;
