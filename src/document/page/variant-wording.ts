import type { Wording, WordingKeys } from '../../definitions/wording.ts';
import { isVariantKey, type TextVariant } from '../../domain/family.ts';

/**
 * Returns the wording of a member's page or message: the texts of variants replace those of their keys, the last variant
 * first. It has only the texts that are printed, because others may name figures that the member does not have.
 * @param keys the texts that are printed
 * @param variants for example `['member', 'few']`
 */
export function variantWording(wording: Wording, keys: WordingKeys, variants: readonly TextVariant[]): Wording {
  const words = chosen(wording.words, keys.words, variants);
  const prose = chosen(wording.prose, [...keys.prose, ...keys.mayHave], variants);
  const writtenAs = Object.fromEntries([...words, ...prose].map(({ key, written }) => [key, written]));
  return { ...wording, words: byKey(words), prose: byKey(prose), writtenAs };
}

/** The text of a key, and the key that it has in the file. */
interface Chosen<Text> {
  readonly key: string;
  readonly written: string;
  readonly text: Text;
}

function chosen<Text>(
  texts: Readonly<Record<string, Text>>,
  keys: readonly string[],
  variants: readonly TextVariant[],
): Chosen<Text>[] {
  const plain = Object.entries(texts).filter(([key]) => keys.includes(key) && !isVariantKey(key, texts));
  return plain.map(([key, text]) => {
    const variant = variants.findLast((name) => texts[`${key}.${name}`] !== undefined);
    const written = variant === undefined ? key : `${key}.${variant}`;
    return { key, written, text: texts[written] ?? text };
  });
}

const byKey = <Text>(texts: readonly Chosen<Text>[]): Record<string, Text> =>
  Object.fromEntries(texts.map(({ key, text }) => [key, text]));
