import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { foundPath } from './found-path.ts';
import { defaultKeyFile } from './hash-key.ts';

/**
 * Where the journal of a state is: in the user's configuration folder, by the state's id, so that whoever takes the state back to an
 * earlier copy does not take it back too. Beside the state where there is no such folder, or it cannot be written.
 */
export async function journalFile(state: string, id: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const beside = `${resolve(state)}.journal.jsonl`;
  if (await foundPath(beside)) return beside;
  try {
    const folder = join(dirname(defaultKeyFile(environment)), 'journals');
    await makeFolder(folder);
    return join(folder, `${id}.jsonl`);
  } catch {
    return beside;
  }
}
