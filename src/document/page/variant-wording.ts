import type { Wording, WordingKeys } from '../../definitions/wording.ts';
import { isVariantKey, type TextVariant } from '../../domain/family.ts';

/**
 * Returns the wording of a member's page or message: the texts of variants replace those of their keys, the last variant
 * first. It has only the texts that are printed, because others may name figures that the member does not have.
 * @param keys the texts that are printed
 * @param variants for example `['member', 'few']`
 */
export function variantWording(wording: Wording, keys: WordingKeys, variants: readonly TextVariant[]): Wording {
  const words = chosen(wording.words, variants);
  const prose = chosen(wording.prose, variants);
  return { ...wording, words: only(words, keys.words), prose: only(prose, [...keys.prose, ...keys.mayHave]) };
}

function chosen<Text>(
  texts: Readonly<Record<string, Text>>,
  variants: readonly TextVariant[],
): Readonly<Record<string, Text>> {
  const plain = Object.entries(texts).filter(([key]) => !isVariantKey(key, texts));
  return Object.fromEntries(
    plain.map(([key, text]) => {
      const variant = variants.findLast((name) => texts[`${key}.${name}`] !== undefined);
      return [key, (variant && texts[`${key}.${variant}`]) ?? text];
    }),
  );
}

const only = <Text>(texts: Readonly<Record<string, Text>>, keys: readonly string[]): Record<string, Text> =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => keys.includes(key)));
