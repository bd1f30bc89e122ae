import { createHash } from 'node:crypto';

/** A message as a page in a frame of the portal, and the security policy that shows it. */
export interface FramedMessage {
  readonly html: string;
  readonly policy: string;
}

/**
 * Moves the inline styles of a message's elements to a style sheet, because the portal's policy allows none. The policy
 * names the style sheets by their hashes, runs no script, follows no link and loads nothing.
 * @param html a message as `htmlMessage` makes it
 */
export function framedMessage(html: string): FramedMessage {
  const styles = new Map<string, number>();
  const marked = html.replaceAll(/ style="([^"]*)"/gu, (_, style: string) => {
    const number = styles.get(style) ?? styles.size + 1;
    styles.set(style, number);
    return ` data-style="${number}"`;
  });
  const rules = [...styles].map(([style, number]) => `[data-style="${number}"]{${style}}`).join('\n');
  const framed = marked.replace('</head>', `<style>${rules}</style>\n</head>`);
  const hashes = [...framed.matchAll(/<style>([\s\S]*?)<\/style>/gu)].map(([, sheet = '']) => `'${hashOf(sheet)}'`);
  const policy = ["default-src 'none'", `style-src ${hashes.join(' ')}`, "base-uri 'none'", "frame-ancestors 'self'"];
  return { html: framed, policy: [...policy, 'sandbox'].join('; ') };
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
