import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../../src/contract/languages.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';

/** The failure of a command line that cannot be understood. */
export const wrong = (message: string): Failure => new Failure('WrongUsage', `${message} (factsheets --help)`);

export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean' } as const;
type Options = Record<string, typeof TEXT | typeof FLAG>;

/** Options and positional words of a command line; refuses what is not asked for. */
export function read(argv: readonly string[], options: Options, positionals = 0) {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw wrong(`one thing too many: "${parsed.positionals[positionals]}"`);
    return { values: parsed.values as Record<string, string | boolean | undefined>, positionals: parsed.positionals };
  } catch (error) {
    if (error instanceof TypeError) throw wrong(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
}

export const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function needed(values: Record<string, string | boolean | undefined>, name: string, what: string): string {
  const value = text(values[name]);
  if (!value) throw wrong(`--${name} is missing: ${what}`);
  return value;
}

export function month(value: string | boolean | undefined, name: string): Month | null {
  if (value === undefined) return null;
  const parsed = typeof value === 'string' ? parseMonth(value) : null;
  if (!parsed) throw wrong(`--${name} "${value}" is no month; write YYYY-MM, as in 2017-07`);
  return parsed;
}

export function languages(value: string | boolean | undefined): Language[] | null {
  if (typeof value !== 'string') return null;
  const names = value.split(',').map((name) => name.trim());
  return [...new Set(names)].map((name) => {
    const language = LANGUAGES.find((known) => known === name);
    if (!language) throw wrong(`--lang "${name}" is no language; there are ${LANGUAGES.join(', ')}`);
    return language;
  });
}

export function port(value: string | boolean | undefined): number {
  if (value === undefined) return 0;
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number <= 65_535)) throw wrong(`--port "${value}" is no port; write 0 to 65535`);
  return number;
}
