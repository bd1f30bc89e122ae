import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail } from '../../domain/mail.ts';
import { mimeMessage } from '../mime-message.ts';
import { atPath } from './at-path.ts';
import { makeFolder } from './make-folder.ts';

/** Mail on one machine: an `.eml` file per message in a folder, named by the message's id. Nothing is sent. */
export function mailFolder(folder: string): Mail {
  return {
    async send(message) {
      const path = join(folder, `${message.messageId.replace(/@.*$/u, '')}.eml`);
      const text = await mimeMessage(message);
      await makeFolder(folder);
      await atPath(path, async () => {
        await writeFile(`${path}.part`, text, { mode: 0o600 });
        await rename(`${path}.part`, path);
      });
      return { status: 'sent', messageId: message.messageId, code: 'written' };
    },
    ratePerSecond: async () => 1000,
  };
}
