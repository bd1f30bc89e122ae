import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readDocument } from './document-blocks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOT_PAGES = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const DOCS = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const PAGES = [...ROOT_PAGES, ...DOCS.map((name) => `docs/${name}`)];

/** Returns the anchors of a page: headings as GitHub names them, and `<a id>`. */
const anchorsOf = (page: string): string[] => [
  ...[...readDocument(page).matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  ),
  ...[...readDocument(page).matchAll(/<a id="([^"]+)">/gu)].map(([, id = '']) => id),
];

it.each(PAGES)('every link of %s leads to a file and a heading', (page) => {
  const links = [...readDocument(page).matchAll(/\]\((?!https?:|mailto:|tel:)([^)\s]*)\)/gu)].map(
    ([, link = '']) => link,
  );
  const broken = links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : normalize(join(dirname(page), file));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});
