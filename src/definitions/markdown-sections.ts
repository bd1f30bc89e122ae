import { lexer, type Token, type Tokens } from 'marked';
import { Failure } from '../domain/failure.ts';
import type { Line, Prose, Run } from '../domain/prose.ts';
import { isPrintable } from '../domain/text/printable.ts';

/** One `## key` section of a wording file. */
export interface Section {
  readonly key: string;
  readonly prose: Prose;
}

/**
 * Parses a wording file: `## key` headings, below each a `###` title, paragraphs with bold and links, and one list.
 * Text before the first section is a note to writers. Fails with DefinitionInvalid on a duplicate key, on Markdown that
 * the page cannot set (italics, code, tables, images, quotes), and on a link that could run something.
 */
export function readSections(markdown: string, file: string): readonly Section[] {
  const sections: { key: string; tokens: Token[] }[] = [];
  for (const token of lexer(markdown)) {
    if (isHeading(token) && token.depth === 2) sections.push({ key: token.text.trim(), tokens: [] });
    else sections.at(-1)?.tokens.push(token);
  }
  const keys = sections.map((section) => section.key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalid(file, twice, 'is there twice; remove one of the two');
  return sections.map(({ key, tokens }) => ({ key, prose: toProse(tokens, file, key) }));
}

function toProse(tokens: readonly Token[], file: string, key: string): Prose {
  let title: Line | null = null;
  const paragraphs: Line[] = [];
  const items: Line[] = [];
  for (const token of tokens) {
    if (token.type === 'space' || token.type === 'html') continue;
    const runs = (inner: readonly Token[] | undefined): Line => toRuns(inner ?? [], file, key);
    if (isHeading(token) && token.depth === 3) title = runs(token.tokens);
    else if (isParagraph(token)) paragraphs.push(runs(token.tokens));
    else if (isList(token)) for (const item of token.items) items.push(runs(item.tokens));
    else
      throw invalid(file, key, `contains Markdown of the kind "${token.type}"; use paragraphs, bold, links and lists`);
  }
  return { title, paragraphs, items };
}

function toRuns(tokens: readonly Token[], file: string, key: string, kind: Omit<Run, 'text'> = {}): Run[] {
  return tokens.flatMap((token) => {
    if (token.type === 'strong') return toRuns(inside(token), file, key, { ...kind, bold: true });
    if (isLink(token)) return toRuns(token.tokens, file, key, { ...kind, href: linkAddress(token, file, key) });
    if (token.type === 'text' || token.type === 'paragraph' || token.type === 'escape') {
      const inner = inside(token);
      return inner.length > 0 ? toRuns(inner, file, key, kind) : [{ ...kind, text: oneLine(plainText(token)) }];
    }
    throw invalid(file, key, `contains Markdown of the kind "${token.type}"; write \\* for a footnote mark`);
  });
}

function linkAddress({ href }: Tokens.Link, file: string, key: string): string {
  const error = linkAddressError(href);
  if (error !== null) throw invalid(file, key, `the link "${href}" ${error}`);
  return href;
}

const oneLine = (text: string): string => text.replace(/[ \t]*\n[ \t]*/gu, ' ');
const plainText = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : '');
const inside = (token: Token): readonly Token[] => ('tokens' in token ? (token.tokens ?? []) : []);
const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';
const isParagraph = (token: Token): token is Tokens.Paragraph => token.type === 'paragraph';
const isList = (token: Token): token is Tokens.List => token.type === 'list';
const isLink = (token: Token): token is Tokens.Link => token.type === 'link';

const invalid = (file: string, section: string, what: string): Failure =>
  new Failure('DefinitionInvalid', `${file}, section "${section}": ${what}.`);

/**
 * The schemes that a link of a page or a message may have: open a safe page, write, call, text. Scripts, files and
 * embedded data must not run.
 */
const SCHEMES: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:', 'sms:']);

/** Describes what is wrong with the address of a link in a wording; returns null if it is valid. */
function linkAddressError(href: string): string | null {
  if (!isPrintable(href) || /\s/u.test(href)) return 'contains a space or an invisible character';
  const scheme = /^[a-z][a-z0-9+.-]*:/iu.exec(href)?.[0].toLowerCase() ?? '';
  if (!SCHEMES.has(scheme)) return `must begin with one of ${[...SCHEMES].join(', ')}`;
  if (scheme !== 'https:') return href.length > scheme.length ? null : 'leads nowhere';
  if (!/^https:\/\/[^/\\]/iu.test(href) || !URL.canParse(href))
    return 'is not a complete address, https://example.org/...';
  const { username, password } = new URL(href);
  return username === '' && password === '' ? null : 'must name no user: readers take it for the site';
}
