import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { pythonTool } from './python-tools.ts';

/** An independent AWS emulator on this machine that has no knowledge of this program. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const LOOKS = 300;
const BETWEEN_LOOKS_MS = 100;

/** Starts moto's server on a free port of this machine. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const child = spawn(await pythonTool('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // 127.0.0.1 and not localhost: S3's client would prefix localhost with the bucket's name.
  const endpoint = `http://127.0.0.1:${port}`;
  for (let look = 0; !(await answers(endpoint)); look++) {
    if (look === LOOKS || child.exitCode !== null) throw new Error('moto did not start');
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  return {
    endpoint,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** Returns a free port of this machine. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false; // not listening yet
    throw error;
  }
}
