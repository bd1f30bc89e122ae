import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { Failure, isNotFound } from '../../src/domain/failure.ts';
import { findPlace, type ProblemPlace } from './problem-place.ts';

/** A problem in the definitions, for an editor. */
export interface PreviewProblem extends ProblemPlace {
  /** The failure's literal name; `Unexpected` for an error that the program did not foresee. */
  readonly name: string;
  readonly message: string;
}

/** Converts a failure for an editor. A deleted file is described by its name; an unforeseen error with its stack. */
export async function asProblem(error: unknown, files: DefinitionFiles): Promise<PreviewProblem> {
  if (error instanceof Failure) {
    const { name, message } = error;
    return { name, message, ...(await findPlace(message, files)) };
  }
  if (isMissingFile(error)) {
    const place = await findPlace(error.path, files);
    return { name: 'DefinitionInvalid', message: `${place.file ?? 'a folder of the sheet'} is missing`, ...place };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name: 'Unexpected', message, file: null, line: null };
}

const isMissingFile = (error: unknown): error is Error & { path: string } =>
  isNotFound(error) && error instanceof Error && 'path' in error && typeof error.path === 'string';
