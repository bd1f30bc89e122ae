import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument, tableUnder } from './document-blocks.ts';

const CONTRIBUTING = readDocument('CONTRIBUTING.md');
const ROOT = new URL('../../', import.meta.url);

interface Package {
  readonly version: string;
  readonly license: string;
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const packageAt = (folder: string): Package => JSON.parse(readFileSync(new URL(`${folder}package.json`, ROOT), 'utf8'));
const OWN = packageAt('');

/** The folders of the project that hold its work: neither hidden nor made by tools. */
const topFolders = (): string[] =>
  readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && !/^(?:\.|node_modules$|out$|exports$|state$|coverage$|trial$)/u.test(entry.name),
    )
    .map(({ name }) => name);

describe.each([
  ['The program', OWN.dependencies],
  ['To develop it', OWN.devDependencies],
])('the dependency table "%s"', (heading, dependencies) => {
  const rows = tableUnder(CONTRIBUTING, heading);

  it('names every dependency of package.json with its version, and no other', () => {
    const named = rows.map(([name = '', version]) => [name.replaceAll('`', ''), version]);
    expect(Object.fromEntries(named)).toEqual(dependencies);
    expect(named).toHaveLength(Object.keys(dependencies).length);
  });

  it.each(rows)('gives %s %s its licence and a reason', (name = '', _version = '', licence = '', why = '') => {
    const stated = packageAt(`node_modules/${name.replaceAll('`', '')}/`).license;
    for (const one of stated.match(/[A-Z]+(?:-\d[\w.-]*)?/gu)?.filter((word) => !/^(?:AND|OR)$/u.test(word)) ?? [])
      expect(licence).toContain(one);
    expect(why.length).toBeGreaterThan(4);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names folders that exist', () => {
    const rooms = [...CONTRIBUTING.matchAll(/^ {4}(\w+)\/ /gmu), ...CONTRIBUTING.matchAll(/^ {6}(\w+)\/ /gmu)];
    expect(rooms.length).toBeGreaterThan(15);
    const path = (room: string, indent: number): string => (indent === 4 ? room : `src/${room}`);
    const missing = rooms
      .map(([line, room = '']) => path(room, line.search(/\S/u)))
      .filter((room) => !existsSync(new URL(room, ROOT)));
    expect(missing).toEqual([]);
  });

  it('shows every npm script, and no other', () => {
    const shown = [...CONTRIBUTING.matchAll(/`npm (?:run )?(\w+)`/gu)].map(([, name = '']) => name);
    const scripts = new Set(shown.filter((name) => name !== 'ci'));
    expect([...scripts].toSorted()).toEqual(Object.keys(OWN.scripts).toSorted());
  });

  it('names every folder there is', () => {
    const rooms = readdirSync(new URL('src/', ROOT)).concat(topFolders());
    const drawn = [...CONTRIBUTING.matchAll(/^ {4,6}(\w+)\/ /gmu)].map(([, room]) => room);
    expect(rooms.filter((room) => !drawn.includes(room))).toEqual([]);
  });
});

describe('the changelog', () => {
  it('has a section for the version of package.json', () => {
    expect(readDocument('CHANGELOG.md')).toContain(`\n## [${OWN.version}]`);
  });
});

describe('the links of documents', () => {
  const documents = ['CONTRIBUTING.md', 'CHANGELOG.md'].concat(
    [
      'add-a-hotline',
      'add-a-sheet',
      'disclosure-control',
      'events',
      'one-machine',
      'exports-for-analysts',
      'costs',
      'deploy',
      'permissions',
      'runbook',
      'review',
      'distribution',
      'wrong-figure',
    ].map((name) => `docs/${name}.md`),
  );

  it.each(documents)('lead somewhere in %s', (document) => {
    const links = [...readDocument(document).matchAll(/\]\(([^)#\s]+)/gu)].map(([, target = '']) => target);
    const local = links.filter((target) => !/^(?:https?|tel):/u.test(target));
    expect(local.filter((target) => !existsSync(new URL(target, new URL(document, ROOT))))).toEqual([]);
  });
});
