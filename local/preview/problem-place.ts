import type { DefinitionFiles } from '../../src/domain/effects.ts';

/** Where to find a problem: a file of the definitions, and the line if the message gives it. */
export interface ProblemPlace {
  readonly file: string | null;
  readonly line: number | null;
}

/** Finds the place that a failure's message names. */
export async function findPlace(message: string, files: DefinitionFiles): Promise<ProblemPlace> {
  const file = findFile(message);
  if (file === null) return { file, line: null };
  const bytes = await files.bytes(file).catch(() => null); // the file may be missing; then its name is all there is
  return { file, line: bytes && findLine(message, new TextDecoder().decode(bytes)) };
}

function findFile(message: string): string | null {
  const named = /\b(?:templates|codes|hotlines|boundaries)\/[\w./-]+\.(?:json|md)\b/u.exec(message)?.[0];
  if (named !== undefined) return named;
  const sheet = /\b(?:page\.json of|page of sheet) ([a-z0-9-]+)/u.exec(message)?.[1];
  return sheet === undefined ? null : `templates/${sheet}/page.json`;
}

function findLine(message: string, text: string): number | null {
  const position = /\bat position (\d+)/u.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  const lines = text.split('\n');
  // of the names before the remedy, the last is the most specific: section, then word
  const matches = quotedNames(message.split(';')[0] ?? '')
    .reverse()
    .map((name) => lines.findIndex((line) => names(line, name)) + 1);
  return matches.find((line) => line > 0) ?? null;
}

const quotedNames = (message: string): string[] =>
  [...message.matchAll(/"([^"]+)"|\{([\w.-]+)\}/gu)].map((match) => match[1] ?? match[0]);

/** A section's heading, a word's item, a value of JSON, a placeholder of prose. */
const names = (line: string, name: string): boolean =>
  line === `## ${name}` ||
  line.startsWith(`- ${name}:`) ||
  line.includes(`"${name}"`) ||
  (name.startsWith('{') && line.includes(name));
