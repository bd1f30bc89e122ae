import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Activity, ActivityEntry } from '../../src/domain/activity.ts';
import type { Decision, NewestDecision } from '../../src/domain/decision.ts';
import type { ExportStore, ObjectStore } from '../../src/domain/effects.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Ledger, LedgerEntry, UploadRecord } from '../../src/domain/ledger.ts';
import type { Publication } from '../../src/domain/publication.ts';
import type { EditionRecord, Editions, Report, Revision, RevisionFigure } from '../../src/domain/revision.ts';

/**
 * Everything that outlives a step, in memory: a pure substitute for S3, DynamoDB and the event bus that can be copied.
 */
export class MemoryState {
  readonly uploads = new Map<string, Uint8Array>();
  readonly objects = new Map<string, Uint8Array>();
  readonly entries = new Map<string, LedgerEntry>();
  readonly records = new Map<string, UploadRecord>();
  readonly revisions = new Map<string, Revision>();
  readonly figures = new Map<string, readonly RevisionFigure[]>();
  readonly decisions = new Map<string, Decision>();
  readonly newest = new Map<string, NewestDecision>();
  readonly editions = new Map<string, EditionRecord>();
  readonly computations = new Map<string, string>();
  readonly reports = new Map<string, Report>();
  readonly emitted: DomainEvent[] = [];
  readonly activity: ActivityEntry[] = [];
  readonly started = new Map<string, Publication>();

  /** Returns a copy that shares only immutable values. */
  copy(): MemoryState {
    const copy = new MemoryState();
    for (const name of Object.keys(copy) as (keyof MemoryState)[]) {
      const [from, to] = [this[name], copy[name]];
      if (from instanceof Map && to instanceof Map) for (const [key, value] of from) to.set(key, value as never);
      if (Array.isArray(from) && Array.isArray(to)) to.push(...(from as never[]));
    }
    return copy;
  }

  /**
   * Returns what two runs must agree on: everything except times, the number of writes of a table, and the number of
   * emitted events.
   */
  essence(): unknown {
    const plain = <Value>(map: ReadonlyMap<string, Value>, strip: (value: Value) => unknown) =>
      Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, strip(value)]));
    const bytes = (value: Uint8Array) => createHash('sha256').update(value).digest('hex');
    return {
      objects: plain(this.objects, bytes),
      entries: plain(this.entries, ({ generation: _, inForce, ...rest }) => ({
        ...rest,
        inForce: inForce && { ...inForce, acceptedAt: '' },
      })),
      records: plain(this.records, (record) => ({ ...record, at: '' })),
      revisions: plain(this.revisions, (revision) => ({ ...revision, madeAt: '' })),
      figures: plain(this.figures, (figures) => figures),
      editions: plain(this.editions, (edition) => edition),
      reports: plain(this.reports, (report) => ({
        ...report,
        at: '',
        announcedAt: report.announcedAt === undefined ? null : '',
      })),
      emitted: [...new Set(this.emitted.map((event) => JSON.stringify(event)))].sort(),
      started: [...this.started.keys()].map((name) => name.replace(/ [^ ]*$/u, '')).sort(),
    };
  }
}

export const memoryExports = ({ uploads }: MemoryState): ExportStore => ({
  list: async (prefix) => [...uploads.keys()].filter((key) => key.startsWith(prefix)).sort(),
  async fetch(key, toPath) {
    const bytes = uploads.get(key);
    if (!bytes) return null;
    await writeFile(toPath, bytes);
    return { sha256: createHash('sha256').update(bytes).digest('hex') };
  },
  async find(key) {
    const hash = async () => {
      const bytes = uploads.get(key); // as it is then
      return bytes ? createHash('sha256').update(bytes).digest('hex') : null;
    };
    const found = uploads.get(key);
    return found ? { size: found.byteLength, sha256: hash } : null;
  },
  size: async (key) => uploads.get(key)?.byteLength ?? null,
});

/** Uploads whose hash is not known without fetching them. */
export const asInS3 = (exports: ExportStore): ExportStore => ({
  ...exports,
  async find(key) {
    const found = await exports.find(key);
    return found && { ...found, sha256: async () => null };
  },
});

export const memoryObjects = ({ objects }: MemoryState): ObjectStore => ({
  putFile: async (key, fromPath) => void objects.set(key, await readFile(fromPath)),
  async putBytes(key, bytes) {
    objects.set(key, bytes);
    return null;
  },
  fetch: async (key, toPath) => writeFile(toPath, held(objects, key)),
  bytes: async (key) => held(objects, key),
  exists: async (key) => objects.has(key),
});

function held(objects: ReadonlyMap<string, Uint8Array>, key: string): Uint8Array {
  const bytes = objects.get(key);
  if (!bytes) throw new Failure('StoreConflict', `${key} is missing from the store`);
  return bytes;
}

const name = (...parts: readonly (string | number)[]): string => parts.join(' ');

export function memoryLedger({ entries, records }: MemoryState): Ledger {
  return {
    entriesOf: async (hotline, month) =>
      [...entries.values()]
        .filter((entry) => entry.hotline === hotline && (month === undefined || entry.month === month))
        .sort((a, b) => (name(a.month, a.table) < name(b.month, b.table) ? -1 : 1)),
    entriesBetween: async (hotline, first, last) =>
      [...entries.values()].filter((entry) => entry.hotline === hotline && entry.month >= first && entry.month <= last),
    async put(entry) {
      const key = name(entry.hotline, entry.month, entry.table);
      if ((entries.get(key)?.generation ?? 0) !== entry.generation - 1) return false;
      entries.set(key, entry);
      return true;
    },
    upload: async (hotline, month, file) => records.get(name(hotline, month, file)) ?? null,
    recordUpload: async (record) => void records.set(name(record.hotline, record.month, record.file), record),
    uploadsOf: async (hotline) => [...records.values()].filter((record) => record.hotline === hotline),
  };
}

export function memoryEditions(state: MemoryState): Editions {
  const putOnce = <Value>(map: Map<string, Value>, key: string, value: Value): boolean => {
    if (map.has(key)) return false;
    map.set(key, value);
    return true;
  };
  const revisionsOf = (sheet: string, month: string) =>
    [...state.revisions.values()]
      .filter((one) => one.sheet === sheet && one.month === month)
      .sort((a, b) => a.revision - b.revision);
  return {
    newestRevision: async (sheet, month) => revisionsOf(sheet, month).at(-1) ?? null,
    revision: async (sheet, month, revision) => state.revisions.get(name(sheet, month, revision)) ?? null,
    revisionsOf: async (sheet, month) => revisionsOf(sheet, month),
    putFigures: async (sheet, fingerprint, figures) => void state.figures.set(name(sheet, fingerprint), figures),
    figuresOf: async (sheet, fingerprint) => [...(state.figures.get(name(sheet, fingerprint)) ?? [])],
    nextNumber: async (sheet, month) => (revisionsOf(sheet, month).at(-1)?.revision ?? 0) + 1,
    async beginComputation(sheet, month) {
      const id = String(state.computations.size + 1);
      state.computations.set(id, name(sheet, month));
      return id;
    },
    lastComputation: async (sheet, month) =>
      [...state.computations].findLast(([, edition]) => edition === name(sheet, month))?.[0] ?? null,
    dropFigures: async (sheet, fingerprint) => void state.figures.delete(name(sheet, fingerprint)),
    async makeCurrent(revision) {
      const { sheet, month } = revision;
      putOnce(state.editions, name(sheet, month), { month, asked: false });
      return putOnce(state.revisions, name(sheet, month, revision.revision), revision);
    },
    decisionsOf: async (sheet, month) =>
      [...state.decisions.values()]
        .filter((one) => one.sheet === sheet && (month === undefined || one.month === month))
        .sort((a, b) => a.decision - b.decision),
    newestDecision: async (group) => state.newest.get(group) ?? null,
    putNewestDecision: async (group, newest) => {
      if ((state.newest.get(group)?.generation ?? 0) !== newest.generation - 1) return false;
      state.newest.set(group, newest);
      return true;
    },
    decide: async (one) => putOnce(state.decisions, name(one.sheet, one.decision), one),
    editionsOf: async (sheet) =>
      [...state.editions].filter(([key]) => key.startsWith(`${sheet} `)).map(([, edition]) => edition),
    requestEdition: async (sheet, month) => void state.editions.set(name(sheet, month), { month, asked: true }),
    recordReport: async (report) =>
      void putOnce(state.reports, name(report.sheet, report.month, report.revision), report),
    announce: async (report) => void state.reports.set(name(report.sheet, report.month, report.revision), report),
    reportOf: async (sheet, month, revision) => state.reports.get(name(sheet, month, revision)) ?? null,
  };
}

/** The activity log of a state in memory. */
export function memoryActivity({ activity }: MemoryState): Activity {
  return {
    newest: async () => activity.at(-1) ?? null,
    append: async (entry) => entry.sequence === activity.length + 1 && activity.push(entry) > 0,
    page: async (page) =>
      'after' in page
        ? activity.slice(page.after, page.after + page.limit)
        : activity
            .slice(0, page.before - 1)
            .toReversed()
            .slice(0, page.limit),
    async *all() {
      yield* activity;
    },
    head: async () => null,
  };
}
