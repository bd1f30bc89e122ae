import type { Wording } from '../../definitions/wording.ts';

/** A wording as its failures name it: its file, and the keys in it. */
export type NamedWording = Pick<Wording, 'file' | 'writtenAs'>;

/** Returns the key of a text as the file has it: `title.member` for the title of a member's page. */
export const writtenKey = ({ writtenAs = {} }: NamedWording, key: string): string => writtenAs[key] ?? key;
