import type { OwnDimension } from './dimensions.ts';
import type { Dimension } from './figure.ts';

/** What the members of a family differ by: hotlines, or a dimension of their records that has codes. */
export type FamilyDimension = 'hotline' | Dimension;

/** A member of a family: the records of the main sheet that have one code. */
export interface FamilyMember {
  /** The code that the member's records have (`US-TX`), or the hotline's id. */
  readonly key: string;
  /** The id of its sheet: `us-mexico-border--us-tx`. */
  readonly sheet: string;
}

/**
 * Sheets from one folder: the main sheet, and a sheet per member that counts the main sheet's records with the member's code.
 * Their figures are suppressed together, and people decide about them together.
 */
export interface Family {
  /** The id of the main sheet, which is the name of the folder. */
  readonly id: string;
  readonly by: FamilyDimension;
  /** The dimension, if it is an added list's. */
  readonly own?: OwnDimension;
  /** In the order of the code list, or of the sheet's hotlines. */
  readonly members: readonly FamilyMember[];
  /** The codes that records of the main sheet may have and no member has. */
  readonly unlisted: readonly string[];
}

/** The code of the remainder: the records of the main sheet that no member has. It has no sheet. */
export const REMAINDER = '*';

const WITHOUT_MEMBERS = ' without its members';

/** Names the remainder of a family where a sheet is named. */
export const remainderId = (family: string): string => `${family}${WITHOUT_MEMBERS}`;

/** Returns the main sheet if the id is that of its family's remainder, otherwise null. */
export const mainOfRemainder = (id: string): string | null =>
  id.endsWith(WITHOUT_MEMBERS) ? id.slice(0, -WITHOUT_MEMBERS.length) : null;

/** Separates the name of a folder from a member's code in the id of a member's sheet. No other id contains it. */
export const MEMBER_SEPARATOR = '--';

/** Returns the id of a member's sheet. */
export const memberSheetId = (family: string, key: string): string =>
  `${family}${MEMBER_SEPARATOR}${key.toLowerCase()}`;

/**
 * Returns what a list of sheets has for all members of a family, also those that are added later. It is not the id of a
 * sheet.
 */
export const allMembersId = (family: string): string => `${family}${MEMBER_SEPARATOR}*`;

/** Returns the id of the folder that a sheet is read from. */
export const folderOfSheet = (sheet: string): string => sheet.split(MEMBER_SEPARATOR)[0] ?? sheet;

/** Whether an id is that of a member's sheet. */
export const isMemberId = (sheet: string): boolean => folderOfSheet(sheet) !== sheet;

/**
 * The suffixes of keys of texts that replace the text of the key: `member` on the pages of members, `few` and `none` on
 * pages with too little to print.
 */
export const TEXT_VARIANTS = ['member', 'few', 'none'] as const;

export type TextVariant = (typeof TEXT_VARIANTS)[number];

const VARIANT_KEY = new RegExp(`^(.+)\\.(?:${TEXT_VARIANTS.join('|')})$`, 'u');

/** Returns the key whose text a variant's key replaces: `title` for `title.member`; null for any other key. */
export const keyOfVariant = (key: string): string | null => VARIANT_KEY.exec(key)?.[1] ?? null;

/** Whether a text replaces another one on some pages only. A key may end like a variant, as `column.none` does. */
export const isVariantKey = (key: string, texts: object): boolean => Object.hasOwn(texts, keyOfVariant(key) ?? '');
