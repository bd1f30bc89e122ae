import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { dropRelations } from '../../src/domain/engine.ts';
import { type ReadRequest, readInEngine } from '../../src/steps/ingest-export/upload-reader.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { openEngineIn } from './engine-pool.ts';
import type { ReaderAnswer, ReaderRequest, ReaderStart, SentError } from './reader-messages.ts';

/**
 * The program of a reader process. It reads the uploads that its parent process names, with its own engine, and ends
 * with its parent. Its watchdog kills it when a reading exceeds its memory or time limit.
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
// Ctrl-C reaches every process of the terminal; the parent process decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => undefined);
send({ is: 'ready' });

async function answer(request: ReaderRequest): Promise<void> {
  if (request.is === 'hotline') hotlines.set(request.name, request.hotline);
  else if (request.is === 'reset') await dropRelations(engine);
  else await readExport(request);
}

async function readExport({ hotline: name, request, budgetMs }: Extract<ReaderRequest, { is: 'read' }>): Promise<void> {
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

/** Only system errors arrive here (see `asReadingFailed`): their messages contain paths, never cells. */
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
