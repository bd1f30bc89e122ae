import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { defaultKeyFile } from './hash-key.ts';
import { statIfExists } from './read-stored.ts';

/**
 * Returns the path of a state's journal: in the user's configuration folder, by the state's id, so that restoring an
 * earlier copy of the state does not restore the journal too. Next to the state if there is no such folder, or it is
 * not writable.
 */
export async function journalFile(state: string, id: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const beside = `${resolve(state)}.journal.jsonl`;
  if (await statIfExists(beside)) return beside;
  try {
    const folder = join(dirname(defaultKeyFile(environment)), 'journals');
    await makeFolder(folder);
    return join(folder, `${id}.jsonl`);
  } catch {
    return beside;
  }
}
