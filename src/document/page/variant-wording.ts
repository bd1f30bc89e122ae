import type { Wording } from '../../definitions/wording.ts';
import { isVariantKey, type TextVariant } from '../../domain/family.ts';
import type { PageDefinition } from './page-definition.ts';
import { wordingKeysOf } from './wording-keys.ts';

/**
 * Returns the wording of a page of a family: the texts of variants replace those of their keys, the last variant first.
 * A member's page has only the texts that it prints, because others may name figures that it does not have.
 * @param variants for example `['member', 'few']`
 */
export function variantWording(wording: Wording, page: PageDefinition, variants: readonly TextVariant[]): Wording {
  const words = chosen(wording.words, variants);
  const prose = chosen(wording.prose, variants);
  const keys = wordingKeysOf(page, { rounded: true, logo: true });
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
