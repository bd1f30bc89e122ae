import { fold } from '../../domain/codes.ts';
import { allMembersId, folderOfSheet, isMemberId, memberSheetId } from '../../domain/family.ts';
import type { Language, UserLanguage } from '../../domain/languages.ts';
import { nearestLabels } from '../../domain/text/nearest-labels.ts';
import { ALL_NAMES } from './list-words.ts';

/** A sheet that people can get, or all members of a family. */
export interface KnownSheet {
  /** The languages in which it is written. */
  readonly languages: readonly Language[];
  /** Missing for main sheets, and for all members. */
  readonly member?: {
    /** Its name by language. */
    readonly names: Readonly<Partial<Record<Language, string>>>;
    /** Its code, and other names for it. */
    readonly aliases: readonly string[];
  };
}

/** What people can get, by id: sheets, and `allMembersId` of families. */
export type KnownSheets = ReadonlyMap<string, KnownSheet>;

/** The sheets in a cell of a list. */
export interface ChosenSheets {
  readonly sheets: readonly string[];
  /** How many names are not those of sheets. */
  readonly unknown: number;
  /** The names that are not those of members, by family: the members that they most likely mean. */
  readonly unknownMembers: readonly { readonly family: string; readonly nearest: readonly string[] }[];
}

/**
 * Reads the sheets in a cell of a list: ids, with spaces, commas or semicolons between them. `family: Texas; Jalisco`
 * names members, each by a name in any language, a code or an id; `family: all` chooses all. All members include each.
 */
export function chosenSheets(text: string, known: KnownSheets): ChosenSheets {
  const found = new ChosenSoFar(known);
  let family: string | null = null;
  for (const part of text.split(/[;\n]/u)) {
    const [, named, rest] = /^\s*([^\s:;,]+)\s*:(.*)$/su.exec(part) ?? [];
    if (named !== undefined) family = found.openFamily(named);
    const names = (rest ?? part).trim();
    if (names !== '') found.add(names, family);
  }
  return found.chosen();
}

class ChosenSoFar {
  readonly #known: KnownSheets;
  readonly #sheets = new Set<string>();
  readonly #unknownMembers: { family: string; nearest: readonly string[] }[] = [];
  #unknown = 0;

  constructor(known: KnownSheets) {
    this.#known = known;
  }

  /** Returns the family that the next names belong to; null if there is none of that id. */
  openFamily(id: string): string | null {
    if (this.#known.has(allMembersId(id))) return id;
    this.#unknown++;
    return null;
  }

  /** Adds a name, or several with commas between them; without a family also with spaces. */
  add(names: string, family: string | null): void {
    if (family !== null && this.#addMember(names, family)) return;
    for (const name of names.split(family === null ? /[\s,]+/u : ',')) {
      const trimmed = name.trim();
      if (trimmed === '' || this.#addId(trimmed) || (family !== null && this.#addMember(trimmed, family))) continue;
      if (family === null) this.#unknown++;
      else this.#unknownMembers.push({ family, nearest: this.#nearest(trimmed, family) });
    }
  }

  #addId(id: string): boolean {
    if (this.#known.has(id)) this.#sheets.add(id);
    return this.#known.has(id);
  }

  #addMember(name: string, family: string): boolean {
    if (ALL_NAMES.has(fold(name))) return this.#addId(allMembersId(family));
    if (this.#addId(memberSheetId(family, name))) return true;
    const wanted = fold(name);
    const [match, ...others] = membersOf(this.#known, family).filter(([, names]) =>
      names.some((one) => fold(one) === wanted),
    );
    return match !== undefined && others.length === 0 && this.#addId(match[0]);
  }

  #nearest(name: string, family: string): readonly string[] {
    const members = membersOf(this.#known, family);
    const same = members.filter(([, names]) => names.some((one) => fold(one) === fold(name)));
    if (same.length > 1) return same.map(([id]) => id);
    return nearestLabels(
      name,
      members.flatMap(([, names]) => names),
      1,
    );
  }

  chosen(): ChosenSheets {
    const sheets = [...this.#sheets].filter(
      (id) => !isMemberId(id) || id.endsWith('*') || !this.#sheets.has(allMembersId(folderOfSheet(id))),
    );
    return { sheets, unknown: this.#unknown, unknownMembers: this.#unknownMembers };
  }
}

/** Returns the members of a family, each with all its names. */
function membersOf(known: KnownSheets, family: string): (readonly [id: string, names: readonly string[]])[] {
  return [...known].flatMap(([id, { member }]) =>
    member && folderOfSheet(id) === family ? [[id, [...Object.values(member.names), ...member.aliases]] as const] : [],
  );
}

/** Returns a name of each member of a family, in their order. */
export const memberLabels = (known: KnownSheets, family: string): string[] =>
  membersOf(known, family).flatMap(([, [name]]) => name ?? []);

/**
 * Returns a cell that `chosenSheets` reads as these sheets: members by their names in a language, where these are clear.
 */
export function writeSheets(sheets: readonly string[], known: KnownSheets, language: UserLanguage): string {
  const ids = sheets.join(' ');
  const families = [...new Set(sheets.filter(isMemberId).map(folderOfSheet))];
  const members = families.map((family) => {
    const own = sheets.filter((id) => isMemberId(id) && folderOfSheet(id) === family);
    const names = own.map((id) => nameOf(id, known, language));
    return `${family}: ${names.join('; ')}`;
  });
  const cell = [...sheets.filter((id) => !isMemberId(id)), ...members].join('; ');
  const read = chosenSheets(cell, known).sheets;
  return families.length > 0 && isSame(read, sheets) ? cell : ids;
}

function nameOf(id: string, known: KnownSheets, language: UserLanguage): string {
  if (id === allMembersId(folderOfSheet(id))) return [...ALL_NAMES][0] ?? id;
  return known.get(id)?.member?.names[language] ?? id;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));
