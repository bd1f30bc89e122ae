/** Its server, for measurements of other processes only. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: { createTableMs?: number }): Server;
}

/** The parts of dynalite (which ships no types) that the program uses: its store and its actions, not its server. */
declare module 'dynalite/db/index.js' {
  export interface Store {
    /** LevelDB. Opening rejects with a `cause` whose code is LEVEL_LOCKED while another process has it open. */
    readonly db: {
      open(): Promise<void>;
      close(): Promise<void>;
      /** The extension point of abstract-level that every write goes through. */
      _put(key: string, value: unknown, options: object): Promise<void>;
      compactRange(start: string, end: string): Promise<void>;
    };
    readonly tableDb: { put(name: string, table: object, done: (error: Error | null) => void): void };
  }

  const db: { create(options: { path: string }): Store };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    /** Both throw an error with `statusCode` and `body` for a request that DynamoDB refuses. */
    checkTypes(request: object, types: object): object;
    checkValidations(request: object, types: object, custom: unknown, store: object): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  const validation: { readonly types: object; readonly custom?: unknown };
  export default validation;
}

declare module 'dynalite/actions/*.js' {
  import type { Store } from 'dynalite/db/index.js';

  /** Calls back with an error that has `statusCode` and `body` where DynamoDB refuses, with any other where the store fails. */
  const action: (store: Store, request: object, done: (error: Error | null, answer?: object) => void) => void;
  export default action;
}
