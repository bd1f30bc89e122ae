import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { USER_LANGUAGES, type UserLanguage } from '../../domain/languages.ts';
import type { TableOutcome } from '../../domain/ledger.ts';
import type { ExportPlace } from '../../domain/object-keys.ts';
import type { Problem } from '../../domain/problem.ts';
import { shortName } from '../../domain/short-name.ts';
import { wordingIn } from '../../exports/problems/problem-words.ts';
import { problemsFile, unreadOutcome, uploadProblemsKey } from './table-outcomes.ts';
import type { IngestEffects, Ingested } from './upload.ts';

/** The object is not read, so its name is hashed instead. */
const nameHash = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Returns the key for the problems of an object that is refused because of its key or its size. */
export const refusedProblemsKey = ({ key, parts }: ExportPlace): string =>
  uploadProblemsKey(parts ?? { hotline: '_', month: '_', file: key.split('/').slice(1).join('~') }, nameHash(key));

/** Returns the language of the hotline whose folder an object is in; English if the folder is not a hotline's. */
export const folderLanguage = ({ hotlines }: Pick<Definitions, 'hotlines'>, key: string): UserLanguage =>
  hotlines.get(key.split('/')[1] ?? '')?.language ?? USER_LANGUAGES[0];

/** Records an object that is refused because of its key or its size: it is never read, and never tried again. */
export async function rejectKey(
  effects: IngestEffects,
  place: ExportPlace,
  problem: Problem,
  language: UserLanguage,
): Promise<Ingested> {
  const { key, parts } = place;
  if ((await effects.exports.size(key)) === null)
    return { key, status: 'absent', sha256: null, outcomes: [], examples: [] };
  const problems = refusedProblemsKey(place);
  await effects.problems.putBytes(problems, await problemsFile(problem, wordingIn(language)));
  const outcome: TableOutcome = { ...unreadOutcome(problem, language), problemsKey: problems };
  await effects.ledger.recordUpload({
    key,
    ...(parts ?? { hotline: '_', month: '_', file: shortName(basename(key)) }),
    sha256: nameHash(key),
    reading: null,
    at: effects.clock.now().toISOString(),
    outcomes: [outcome],
  });
  return { key, status: 'rejected', sha256: null, outcomes: [outcome], examples: [] };
}
