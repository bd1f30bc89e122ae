import type { Entry } from 'yauzl';
import { rejection } from '../../problems/problem.ts';
import { entriesOf } from '../unpack-archive.ts';
import { entryContents, openZip, readError } from '../zip-file.ts';
import { readXml, type XmlAttributes, type XmlHandler } from './xml.ts';

/** A reference from one part of a package to another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, the same in transitional and strict Open XML: `worksheet`, `styles`. */
  readonly kind: string;
  /** The name of the other part, from the root of the package. */
  readonly target: string;
}

/**
 * The maximum unpacked size of all parts, in bytes. Parts are streamed, but a month of an export is never this large.
 */
const UNPACKED_LIMIT = 96 * 1024 * 1024;

/** An Open Packaging file (ECMA-376 part 2): named parts in a zip archive, and relationships between them. */
export class WorkbookPackage {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, entries: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#entries = entries;
  }

  /**
   * Opens the package in a file.
   *
   * @throws Rejection `not-a-workbook` if the file is not a zip archive, is too large unpacked, or has a part twice
   */
  static async open(path: string): Promise<WorkbookPackage> {
    const entries = new Map<string, Entry>();
    for (const entry of await entriesOf(path, UNPACKED_LIMIT, 'not-a-workbook')) {
      const key = partKey(entry.fileName);
      if (entries.has(key)) throw rejection('not-a-workbook', 'two parts of it have the same name');
      entries.set(key, entry);
    }
    return new WorkbookPackage(path, entries);
  }

  has(part: string): boolean {
    return this.#entries.has(partKey(part));
  }

  /**
   * Yields the bytes of a part while unpacking it, at most as many as the archive declares.
   *
   * @throws Rejection `not-a-workbook` if the part is missing or damaged
   */
  async *bytes(part: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(partKey(part));
    if (!entry) throw rejection('not-a-workbook', 'a part of it is missing');
    const zip = await openZip(this.#path, 'not-a-workbook');
    try {
      yield* entryContents(zip, entry);
    } catch (cause) {
      throw readError(cause, 'not-a-workbook');
    } finally {
      zip.close();
    }
  }

  /**
   * Returns the relationships of a part, or of the package if `part` is `''`, in the order of the file. Returns none if
   * it has no relationships. Omits targets outside the package.
   */
  async relationships(part: string): Promise<Relationship[]> {
    const folders = part.split('/');
    const file = folders.pop() ?? '';
    const name = [...folders, '_rels', `${file}.rels`].join('/');
    if (!this.has(name)) return [];
    const found = new RelationshipHandler(folders);
    await readXml(this.bytes(name), found);
    return found.relationships;
  }
}

class RelationshipHandler implements XmlHandler {
  readonly relationships: Relationship[] = [];
  readonly #folders: readonly string[];

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  open(name: string, { Id = '', Type = '', Target = '', TargetMode }: XmlAttributes): void {
    if (name !== 'Relationship' || TargetMode === 'External') return;
    const kind = Type.slice(Type.lastIndexOf('/') + 1);
    this.relationships.push({ id: Id, kind, target: resolveTarget(Target, this.#folders) });
  }

  close(): void {}
}

/**
 * Resolves a target to a part name: absolute from the root, otherwise from the folder of the part with the
 * relationship.
 */
function resolveTarget(target: string, folders: readonly string[]): string {
  const path = target.replaceAll('\\', '/');
  const found: string[] = path.startsWith('/') ? [] : [...folders];
  for (const step of path.split('/')) {
    if (step === '..') found.pop();
    else if (step !== '' && step !== '.') found.push(step);
  }
  return found.join('/');
}

/**
 * Returns the comparison key of a part name. Names are equal regardless of case, of the kind of slash, and of whether
 * characters in them are escaped.
 */
function partKey(name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^\/+/u, '').toLowerCase();
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is part of the name
  }
}
