import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import type { Store } from 'dynalite/db/index.js';
import deleteItemValidation from 'dynalite/validations/deleteItem.js';
import getItemValidation from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import putItemValidation from 'dynalite/validations/putItem.js';
import queryValidation from 'dynalite/validations/query.js';
import scanValidation from 'dynalite/validations/scan.js';
import { diskError } from './place-failure.ts';

/** The requests that the program makes; a new one needs a line here. */
const ACTIONS = new Map([
  ['DeleteItem', { action: deleteItem, ...deleteItemValidation }],
  ['GetItem', { action: getItem, ...getItemValidation }],
  ['PutItem', { action: putItem, ...putItemValidation }],
  ['Query', { action: query, ...queryValidation }],
  ['Scan', { action: scan, ...scanValidation }],
]);

/** The parts of the SDK's requests and responses that are used. */
interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** An error of DynamoDB in the form dynalite gives it. */
interface Refusal {
  readonly statusCode: number;
  readonly body: object;
}

/**
 * The SDK's request handler that answers from dynalite's store, without dynalite's server. A server would be a port
 * that every user of the machine reaches, its persistent connections break when the process computes for more than five
 * seconds, and it throws errors of the store where they cannot be caught.
 */
export class DynaliteRequests {
  readonly metadata = { handlerProtocol: 'in-process' };
  readonly #store: Store;
  readonly #folder: string;
  readonly #atWork = new Set<Promise<unknown>>();
  #stopped: Promise<void> | null = null;

  constructor(store: Store, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  /**
   * Answers one request. Rejects with the file system's error if the store's folder can no longer be read or written.
   */
  async handle(request: Request): Promise<{ response: Response }> {
    if (this.#stopped) throw new Error('the table is closed');
    const answer = this.#answer(request);
    this.#atWork.add(answer);
    try {
      return { response: await answer };
    } finally {
      this.#atWork.delete(answer);
    }
  }

  async #answer({ headers, body }: Request): Promise<Response> {
    const [, name = ''] = (headers['x-amz-target'] ?? '').split('.');
    const known = ACTIONS.get(name);
    if (!known) throw new Error(`dynalite-requests.ts does not know the request ${name}`);
    try {
      const asked = validations.checkTypes(JSON.parse(bodyText(body)), known.types);
      validations.checkValidations(asked, known.types, known.custom, this.#store);
      return toResponse(200, await this.#run(known.action, asked));
    } catch (error) {
      if (isRefusal(error)) return toResponse(error.statusCode, error.body);
      throw await storeError(error, this.#folder);
    }
  }

  #run(action: typeof getItem, request: object): Promise<object> {
    return new Promise((resolve, reject) => {
      action(this.#store, request, (error, answer = {}) => (error ? reject(error) : resolve(answer)));
    });
  }

  /** Closes the store after the current requests are answered. */
  stop(): Promise<void> {
    this.#stopped ??= Promise.allSettled(this.#atWork).then(() => this.#store.db.close());
    return this.#stopped;
  }

  /** The SDK calls these on a handler with settings; this one has none. */
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'statusCode' in error && 'body' in error && typeof error.statusCode === 'number';

/** Returns the file system's error behind LevelDB's; any other error unchanged. */
export function storeError(error: unknown, folder: string): Promise<unknown> {
  const causes = error instanceof Error ? [error, error.cause] : [];
  const isOfDisk = causes.some((cause) => cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_IO_ERROR');
  return diskError(error, folder, isOfDisk);
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new Error('the SDK hands over a body that is not text');
}

const toResponse = (statusCode: number, body: object): Response => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: new TextEncoder().encode(JSON.stringify(body)),
});
