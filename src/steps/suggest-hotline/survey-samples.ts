import { Failure } from '../../domain/failure.ts';
import { Rejection } from '../../exports/problems/problem.ts';
import { problemText } from '../../exports/problems/problem-words.ts';
import { type SampleFile, surveySample } from '../../exports/survey/sample-files.ts';

/**
 * Surveys the tables in samples of a hotline's files.
 *
 * @param folder receives copies of the tables, which are as confidential as the samples
 * @throws Failure WrongUsage for a name that no export has, ExportUnreadable for a file that cannot be read
 */
export async function surveySamples(paths: readonly string[], folder: string): Promise<SampleFile[]> {
  const samples: SampleFile[] = [];
  for (const path of paths) {
    const surveyed = await surveySample(path, folder).catch((error: unknown) => {
      throw error instanceof Rejection ? unreadable(path, error) : error;
    });
    if (!surveyed)
      throw new Failure('WrongUsage', `${path}: a sample is a file that ends in .csv, .csv.gz, .xlsx or .zip`);
    samples.push(...surveyed);
  }
  return samples;
}

const unreadable = (path: string, cause: Rejection): Failure =>
  new Failure('ExportUnreadable', `${path}: ${cause.problems.map((problem) => problemText(problem)).join(' ')}`, {
    cause,
  });
