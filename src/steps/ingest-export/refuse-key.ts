import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { TableOutcome } from '../../domain/ledger.ts';
import type { ExportPlace } from '../../domain/object-keys.ts';
import type { Problem } from '../../domain/problem.ts';
import { shortName } from '../../domain/short-name.ts';
import { wordingIn } from '../../exports/problems/problem-words.ts';
import { problemsFile, problemsKeyOf, unreadOutcome } from './table-outcomes.ts';
import type { IngestEffects, Ingested } from './upload.ts';

/** The object is not read: its name stands for it. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Where the problems of an object lie that is refused by its key or its size. */
export const problemsOfRefused = ({ key, parts }: ExportPlace): string =>
  problemsKeyOf(parts ?? { hotline: '_', month: '_', file: key.split('/').slice(1).join('~') }, hashOf(key));

/** The language of the hotline whose folder an object is in; English where that is not a hotline's. */
export const languageOf = ({ hotlines }: Pick<Definitions, 'hotlines'>, key: string): Language =>
  hotlines.get(key.split('/')[1] ?? '')?.language ?? LANGUAGES[0];

/** Records an object that is refused by its key or its size: it is never read, and never tried again. */
export async function refuseKey(
  effects: IngestEffects,
  place: ExportPlace,
  problem: Problem,
  language: Language,
): Promise<Ingested> {
  const { key, parts } = place;
  if ((await effects.exports.size(key)) === null)
    return { key, status: 'absent', sha256: null, outcomes: [], examples: [] };
  const problems = problemsOfRefused(place);
  await effects.problems.putBytes(problems, await problemsFile(problem, wordingIn(language)));
  const outcome: TableOutcome = { ...unreadOutcome(problem, language), problemsKey: problems };
  await effects.ledger.recordUpload({
    key,
    ...(parts ?? { hotline: '_', month: '_', file: shortName(basename(key)) }),
    sha256: hashOf(key),
    reading: null,
    at: effects.clock.now().toISOString(),
    outcomes: [outcome],
  });
  return { key, status: 'rejected', sha256: null, outcomes: [outcome], examples: [] };
}
