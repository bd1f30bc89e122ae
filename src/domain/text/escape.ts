/** A text as part of a regular expression that matches it literally. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** A text as content or an attribute of XML or HTML: markup and quotes as character references. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);

/** Quotes a text as an SQL literal. Only for names and settings of definitions; cells are bound or joined. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
