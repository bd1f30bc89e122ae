import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { EngineError } from '../../src/domain/engine.ts';
import {
  type OpenReader,
  type OpenReaderFor,
  ReadingFailed,
  type ReadRequest,
  type ReadResult,
} from '../../src/steps/ingest-export/upload-reader.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { atExit } from '../state/at-exit.ts';
import { threadsFor, turns } from './engine-pool.ts';
import type { ReaderAnswer, ReaderRequest, ReaderStart, SentError } from './reader-messages.ts';

const PROGRAM = join(PROGRAM_FOLDER, 'bin', 'reader.mjs');

/** V8's heap limit. The engine has its own limit, and the watchdog has one for both. */
const HEAP_MB = 512;

/** The limits of a reading. */
export interface ReadingLimits {
  /** Bytes of memory, including the engine's. */
  readonly memoryBytes: number;
  /** Milliseconds of processor time, by the size of the upload in bytes. */
  readonly budgetMs: (inputBytes: number) => number;
}

/** A million rows take about five seconds. An upload that takes more for its size was built to be slow. */
const LIMITS: ReadingLimits = {
  memoryBytes: 950 * 2 ** 20,
  budgetMs: (inputBytes) => 7000 + (2000 * inputBytes) / 2 ** 20,
};

/**
 * Readers in separate processes, which are reused: starting one costs more than reading a small export. A process starts
 * with its first reading, so a run whose uploads are unchanged starts none.
 */
export interface ReaderPool {
  readonly open: OpenReaderFor;
  close(): Promise<void>;
}

/**
 * Returns a pool whose readers have their folders below `scratch`. Large uploads get a separate reader, one at a time.
 * @param signal aborts a reading, which then throws the signal's reason
 */
export function readerPool(scratch: string, limits = LIMITS, signal?: AbortSignal): ReaderPool {
  const idle: ReaderProcess[] = [];
  const large = turns();
  const prepare: Prepare = (threads) => ReaderProcess.prepare(scratch, { limits, threads, signal });
  return {
    async open(inputBytes, ownSignal) {
      const request = { inputBytes, signal: ownSignal };
      if (threadsFor(inputBytes) > 1) return openLarge(prepare, request, await large());
      const reader = (await living(idle)) ?? (await prepare(1));
      return reader.open(request, async () => {
        if (reader.isAlive) idle.push(reader);
        else await reader.remove();
      });
    },
    async close() {
      await Promise.all(idle.splice(0).map((reader) => reader.remove()));
    },
  };
}

/** Returns an idle process; removes idle processes that have ended in the meantime. */
async function living(idle: ReaderProcess[]): Promise<ReaderProcess | null> {
  for (let reader = idle.pop(); reader; reader = idle.pop()) {
    if (reader.isAlive) return reader;
    await reader.remove();
  }
  return null;
}

/** Prepares a process with this number of threads. */
type Prepare = (threads: number) => Promise<ReaderProcess>;

/** An upload to read: its size, and the signal that ends its reading alone. */
interface OpenRequest {
  readonly inputBytes: number;
  readonly signal: AbortSignal | undefined;
}

async function openLarge(prepare: Prepare, request: OpenRequest, done: () => void): Promise<OpenReader> {
  try {
    const reader = await prepare(threadsFor(request.inputBytes));
    return reader.open(request, () => reader.remove().finally(done));
  } catch (error) {
    done();
    throw error;
  }
}

/** What a reader process is started with; the signal aborts its readings. */
interface ReaderOptions {
  readonly limits: ReadingLimits;
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
}

/** One reader process and its folder. */
class ReaderProcess {
  readonly #folder: string;
  readonly #options: ReaderOptions;
  readonly #sent = new Set<string>();
  #child: ChildProcess | null = null;
  #removeExitAction: () => void = () => undefined;

  private constructor(folder: string, options: ReaderOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Creates the folder. The first reading starts the process, which runs until `remove` or until it is killed. */
  static async prepare(scratch: string, options: ReaderOptions): Promise<ReaderProcess> {
    const folder = await atPath(scratch, () => mkdtemp(join(scratch, 'reader-')));
    return new ReaderProcess(folder, options);
  }

  async #start(): Promise<ChildProcess> {
    const { limits, threads } = this.#options;
    const start: ReaderStart = { folder: this.#folder, threads, memoryBytes: limits.memoryBytes };
    const child = fork(PROGRAM, [JSON.stringify(start)], {
      serialization: 'advanced', // transfers maps, sets and bytes
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'], // the output of a crashing process may quote its input
    });
    this.#child = child;
    this.#removeExitAction = atExit(() => void child.kill('SIGKILL'));
    await this.#answer(child, 'start');
    return child;
  }

  /** Whether the process can read: it runs, or has not started yet. */
  get isAlive(): boolean {
    return this.#child === null || isRunning(this.#child);
  }

  /** Lends the process for one upload; `done` runs after it was emptied and returned. */
  open({ inputBytes, signal }: OpenRequest, done: () => Promise<void>): OpenReader {
    return {
      folder: this.#folder,
      isIsolated: true,
      read: (request) => this.#read(request, this.#options.limits.budgetMs(inputBytes), signal),
      close: async () => {
        for (const file of readdirSync(this.#folder))
          rmSync(join(this.#folder, file), { recursive: true, force: true });
        if (this.#child) send(this.#child, { is: 'reset' });
        await done();
      },
    };
  }

  /** Ends the process and removes its folder. */
  async remove(): Promise<void> {
    this.#removeExitAction();
    const child = this.#child;
    if (child && isRunning(child)) {
      const hasExited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await hasExited;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #read(
    { hotline, ...request }: ReadRequest,
    budget: number,
    signal: AbortSignal | undefined,
  ): Promise<ReadResult> {
    const child = this.#child ?? (await this.#start());
    const name = `${hotline.version} ${hotline.language}`;
    if (!this.#sent.has(name)) send(child, { is: 'hotline', name, hotline });
    this.#sent.add(name);
    send(child, { is: 'read', hotline: name, request, budgetMs: budget });
    const answer = await this.#answer(child, 'reading', signal);
    return answer.is === 'read' ? answer.files : [];
  }

  /** Returns the next answer of the process. A process that ends instead was killed by its watchdog or crashed. */
  #answer(child: ChildProcess, what: 'start' | 'reading', ownSignal?: AbortSignal): Promise<ReaderAnswer> {
    const signals = [this.#options.signal, ownSignal].filter((signal) => signal !== undefined);
    const { promise, resolve, reject } = createDeferred<ReaderAnswer>();
    const onMessage = (answer: ReaderAnswer): void =>
      answer.is === 'failed' ? reject(receivedError(answer.error)) : resolve(answer);
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => reject(exitError(what, code, signal));
    const onAbort = (): void => {
      reject(signals.find(({ aborted }) => aborted)?.reason);
      child.kill('SIGKILL');
    };
    child.on('message', onMessage).on('exit', onExit).on('error', reject);
    for (const signal of signals) signal.addEventListener('abort', onAbort);
    if (!isRunning(child)) onExit(child.exitCode, child.signalCode);
    if (signals.some(({ aborted }) => aborted)) onAbort();
    return promise.finally(() => {
      child.off('message', onMessage).off('exit', onExit).off('error', reject);
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
    });
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** A request to a process that has ended is lost; the next answer then throws. */
function send(child: ChildProcess, request: ReaderRequest): void {
  if (child.connected) child.send(request, () => undefined);
}

/** Returns a promise with the functions that settle it. */
function createDeferred<Value>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

/**
 * SIGKILL comes from the watchdog (or from the system when it was out of memory), SIGABRT from V8 when its heap is
 * full.
 */
function exitError(what: 'start' | 'reading', code: number | null, signal: NodeJS.Signals | null): Error {
  if (what === 'start') return new Error(`a reader process did not start (${signal ?? `exit code ${code}`})`);
  return new ReadingFailed(signal === 'SIGKILL' || signal === 'SIGABRT' ? 'too-large-or-slow' : 'reader-failed');
}

/** Converts an error of the reader process to this process's error classes. */
function receivedError({ name, message, ...rest }: SentError): Error {
  if (name === 'ReadingFailed')
    return new ReadingFailed(rest.code === 'too-large-or-slow' ? rest.code : 'reader-failed');
  if (name === 'EngineError') return new EngineError(message);
  return Object.assign(new Error(message), { name, ...rest });
}
