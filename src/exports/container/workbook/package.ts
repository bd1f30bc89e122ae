import type { Entry } from 'yauzl';
import { rejection } from '../../problems/problem.ts';
import { entriesOf } from '../unpack-archive.ts';
import { entryContents, openZip, readError } from '../zip-file.ts';
import { readXml, type XmlAttributes, type XmlHandler } from './xml.ts';

/** What one part of a package says of another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, the same in transitional and strict Open XML: `worksheet`, `styles`. */
  readonly kind: string;
  /** The name of the other part, from the root of the package. */
  readonly target: string;
}

/** The parts of all sheets unpacked. They stream, but a month of an export is never this large. */
const UNPACKED_LIMIT = 96 * 1024 * 1024;

/** An Open Packaging file (ECMA-376 part 2): named parts in a zip archive, and relationships between them. */
export class WorkbookPackage {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, entries: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#entries = entries;
  }

  /** @throws Rejection `not-a-workbook` for a file that is not a zip archive, is too large unpacked, or has a part twice */
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
   * The bytes of a part as they are unpacked; no more than the archive declares.
   *
   * @throws Rejection `not-a-workbook` for a part that is missing or damaged
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
   * The relationships of a part, or of the package where `part` is `''`, in the order of the file; none where it has no
   * relationships. Targets outside the package are left out.
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
    this.relationships.push({ id: Id, kind, target: resolved(Target, this.#folders) });
  }

  close(): void {}
}

/** A target as a part name: absolute from the root, else from the folder of the part that has the relationship. */
function resolved(target: string, folders: readonly string[]): string {
  const path = target.replaceAll('\\', '/');
  const found: string[] = path.startsWith('/') ? [] : [...folders];
  for (const step of path.split('/')) {
    if (step === '..') found.pop();
    else if (step !== '' && step !== '.') found.push(step);
  }
  return found.join('/');
}

/** Part names are equal without case, whichever slash divides them and whether or not signs in them are escaped. */
function partKey(name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^\/+/u, '').toLowerCase();
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is part of the name
  }
}
