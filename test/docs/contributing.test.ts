import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument, tableUnder } from './document-blocks.ts';

const CONTRIBUTING = readDocument('CONTRIBUTING.md');
const ROOT = new URL('../../', import.meta.url);

interface Package {
  readonly version: string;
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const OWN: Package = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));

/** Lists the folders of the project that contain its work: neither hidden nor created by tools. */
const topFolders = (): string[] =>
  readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && !/^(?:\.|node_modules$|out$|exports$|state$|coverage$|trial$)/u.test(entry.name),
    )
    .map(({ name }) => name);

describe('the dependencies', () => {
  const all = { ...OWN.dependencies, ...OWN.devDependencies };

  it('have exact versions', () => {
    expect(Object.entries(all).filter(([, version]) => !/^(?:\d+\.\d+\.\d+[\w.-]*|file:bin)$/u.test(version))).toEqual(
      [],
    );
  });

  it('are explained in CONTRIBUTING.md only if they exist', () => {
    const explained = tableUnder(CONTRIBUTING, 'Dependencies').flatMap(([names = '']) => names.split(', '));
    expect(explained.length).toBeGreaterThan(10);
    expect(explained.filter((name) => !(name.replaceAll('`', '') in all))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names folders that exist', () => {
    const folders = [...CONTRIBUTING.matchAll(/^ {4}(\w+)\/ /gmu), ...CONTRIBUTING.matchAll(/^ {6}(\w+)\/ /gmu)];
    expect(folders.length).toBeGreaterThan(15);
    const path = (folder: string, indent: number): string => (indent === 4 ? folder : `src/${folder}`);
    const missing = folders
      .map(([line, folder = '']) => path(folder, line.search(/\S/u)))
      .filter((folder) => !existsSync(new URL(folder, ROOT)));
    expect(missing).toEqual([]);
  });

  it('shows every npm script, and no other', () => {
    const shown = [...CONTRIBUTING.matchAll(/`npm (?:run )?([\w:]+)`/gu)].map(([, name = '']) => name);
    const scripts = new Set(shown.filter((name) => name !== 'ci'));
    expect([...scripts].toSorted()).toEqual(Object.keys(OWN.scripts).toSorted());
  });

  it('names every folder there is', () => {
    const folders = readdirSync(new URL('src/', ROOT)).concat(topFolders());
    const drawn = [...CONTRIBUTING.matchAll(/^ {4,6}(\w+)\/ /gmu)].map(([, folder]) => folder);
    expect(folders.filter((folder) => !drawn.includes(folder))).toEqual([]);
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
