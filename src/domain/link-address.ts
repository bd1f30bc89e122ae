import { isPrintable } from './text/printable.ts';

/**
 * The schemes that a link of a page or a message may have: open a safe page, write, call, text. Scripts, files and
 * embedded data must not run.
 */
const SCHEMES: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:', 'sms:']);

/** Describes what is wrong with the address of a link in a wording; returns null if it is valid. */
export function linkAddressError(href: string): string | null {
  if (!isPrintable(href) || /\s/u.test(href)) return 'contains a space or an invisible character';
  const scheme = /^[a-z][a-z0-9+.-]*:/iu.exec(href)?.[0].toLowerCase() ?? '';
  if (!SCHEMES.has(scheme)) return `must begin with one of ${[...SCHEMES].join(', ')}`;
  if (scheme !== 'https:') return href.length > scheme.length ? null : 'leads nowhere';
  if (!/^https:\/\/[^/\\]/iu.test(href) || !URL.canParse(href))
    return 'is not a complete address, https://example.org/...';
  const { username, password } = new URL(href);
  return username === '' && password === '' ? null : 'must name no user: readers take it for the site';
}
