import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { folderStore } from '../../src/adapters/local/folder-store.ts';
import type { ObjectStore } from '../../src/domain/effects.ts';
import { ifNotFound } from '../../src/domain/failure.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';
import { executionName, type Publication, type Publications } from '../../src/domain/publication.ts';
import { readStored } from '../state/read-stored.ts';

const MONTH = z.custom<Month>((value) => typeof value === 'string' && parseMonth(value) !== null);

const RECORD = z.object({
  publication: z.object({ sheet: z.string(), month: MONTH, isNewest: z.boolean(), state: z.string() }),
  status: z.enum(['begun', 'failed', 'done']),
  /** The revision whose reviewers must be notified or were notified; null before there is one. */
  revision: z.int().nullable(),
});

/** The status of one publication. */
export type PublicationRecord = z.infer<typeof RECORD>;

/**
 * Records publications by name in the state folder, as Step Functions records executions. A finished publication never
 * runs again. A publication that failed, or whose process ended, runs again when the next process starts it.
 */
export class PublicationRecords implements Publications {
  readonly #folder: string;
  readonly #store: ObjectStore;
  readonly #begun = new Set<string>();
  #waiting: Publication[] = [];

  constructor(state: string) {
    this.#folder = join(state, 'publications');
    this.#store = folderStore(this.#folder);
  }

  async start(publication: Publication): Promise<'started' | 'known'> {
    const name = executionName(publication);
    if (this.#begun.has(name)) return 'known';
    const before = await this.recordOf(publication);
    if (before?.status === 'done') return 'known';
    this.#begun.add(name);
    this.#waiting.push(publication);
    return 'started';
  }

  /** Returns the next publication to run; null if there is none. */
  next(): Publication | null {
    return this.#waiting.shift() ?? null;
  }

  async recordOf(publication: Publication): Promise<PublicationRecord | null> {
    return this.#read(keyOf(publication));
  }

  /**
   * Returns publications that ended after their report may have been recorded and before their reviewers were notified.
   */
  async pendingNotifications(): Promise<PublicationRecord[]> {
    const names = await readdir(this.#folder).catch(ifNotFound([]));
    const records = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => this.#read(name)));
    return records.flatMap((record) => (record && record.status !== 'done' && record.revision !== null ? record : []));
  }

  /** A damaged record counts as missing: its publication runs again. */
  async #read(key: string): Promise<PublicationRecord | null> {
    return readStored(join(this.#folder, key), RECORD);
  }

  async record(publication: Publication, status: PublicationRecord['status'], revision: number | null): Promise<void> {
    const record: PublicationRecord = { publication, status, revision };
    await this.#store.putBytes(keyOf(publication), new TextEncoder().encode(JSON.stringify(record)));
  }
}

const keyOf = (publication: Publication): string => `${executionName(publication)}.json`;
