import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { dropRelations } from '../../src/domain/engine.ts';
import { type ReadRequest, readInEngine } from '../../src/steps/ingest-export/upload-reader.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { openEngineIn } from './engine-pool.ts';
import type { ReaderAnswer, ReaderRequest, ReaderStart, SentError } from './reader-messages.ts';

/**
 * The program of a reader process: it reads the uploads that the process which started it names, with an engine of its own, and ends
 * with that process. It is killed, by its own watchdog, when a reading takes more memory or time than it may.
 */

const WATCH_EVERY_MS = 50;

const { folder, threads, memoryBytes }: ReaderStart = JSON.parse(process.argv[2] ?? '');
const engine = await openEngineIn(folder, threads);
const watchdog = new Worker(join(PROGRAM_FOLDER, 'local', 'pipeline', 'watchdog.mjs'), {
  workerData: { memoryBytes, everyMs: WATCH_EVERY_MS, parentId: process.ppid },
  execArgv: [],
});
watchdog.unref();
const hotlines = new Map<string, ReadRequest['hotline']>();
let last: Promise<void> = Promise.resolve();

process.on('message', (request: ReaderRequest) => {
  last = last.then(() => answer(request));
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches every process of the terminal; the one that started this one decides
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => undefined);
send({ is: 'ready' });

async function answer(request: ReaderRequest): Promise<void> {
  if (request.is === 'hotline') hotlines.set(request.name, request.hotline);
  else if (request.is === 'reset') await dropRelations(engine);
  else await read(request);
}

async function read({ hotline: name, request, budgetMs }: Extract<ReaderRequest, { is: 'read' }>): Promise<void> {
  watchdog.postMessage(budgetMs);
  try {
    const hotline = hotlines.get(name);
    if (!hotline) throw new Error('a request names a hotline that was not sent');
    send({ is: 'read', files: await readInEngine(engine, { ...request, hotline }) });
  } catch (error) {
    send({ is: 'failed', error: sentError(error) });
  } finally {
    watchdog.postMessage(null);
  }
}

/** Only errors of the system come here (see `asReadingFailed`): their messages name places, never cells. */
function sentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const path = 'path' in error && typeof error.path === 'string' ? { path: error.path } : {};
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? { syscall: error.syscall } : {};
  return { name: error.name, message: error.message, ...code, ...path, ...syscall };
}

function send(message: ReaderAnswer): void {
  process.send?.(message);
}
