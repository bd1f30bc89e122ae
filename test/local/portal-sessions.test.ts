import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPeople, type People } from '../../local/portal/people.ts';
import { LINK_MS, makeLink, SESSION_MS, sessionFiles } from '../../local/portal/session-files.ts';
import { scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
let now = new Date('2026-11-26T08:00:00Z');
const people: People = {
  all: async () => [
    { name: 'Ana Reyes', grants: ['approver'] },
    { name: 'Luis Ortega', grants: ['viewer'] },
  ],
};

beforeEach(async () => {
  folder = await scratch();
  now = new Date('2026-11-26T08:00:00Z');
});
afterEach(() => folder.remove());

const sessions = (who = people) => sessionFiles(folder.path('state'), who, () => now);
const link = (person: string | null = null) => makeLink(folder.path('state'), person, now);
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};

describe('a sign-in link', () => {
  it('signs in once, also of two who come at the same time', async () => {
    const one = await link();
    const both = await Promise.all([sessions().signIn(one, 'Ana Reyes'), sessions().signIn(one, 'Ana Reyes')]);
    expect(both.filter((secret) => secret !== null)).toHaveLength(1);
    expect(await sessions().signIn(one, 'Ana Reyes')).toBeNull();
    expect(await sessions().choices(one)).toBeNull();
  });

  it('works for ten minutes', async () => {
    const one = await link();
    later(LINK_MS);
    expect(await sessions().signIn(one, 'Ana Reyes')).toBeNull();
  });

  it('for one person signs in no one else', async () => {
    const one = await link('Luis Ortega');
    expect(await sessions().choices(one)).toEqual(['Luis Ortega']);
    expect(await sessions().signIn(one, 'Ana Reyes')).toBeNull();
    expect(await sessions().signIn(one, 'Luis Ortega')).not.toBeNull();
  });

  it.each(['', '.', '../sessions', 'x', '%00'])('is none that was not made: %j', async (text) => {
    await link();
    expect(await sessions().choices(text)).toBeNull();
  });
});

describe('a session', () => {
  const signedIn = async () => (await sessions().signIn(await link(), 'Ana Reyes')) ?? '';

  it('survives a restart, ends after twelve hours and when its person signs out', async () => {
    const secret = await signedIn();
    expect(await sessions().personOf(secret)).toEqual({ name: 'Ana Reyes', grants: ['approver'] });
    const other = await signedIn();
    await sessions().signOut(other);
    expect(await sessions().personOf(other)).toBeNull();
    later(SESSION_MS);
    expect(await sessions().personOf(secret)).toBeNull();
  });

  it('follows the configuration: who is no longer in it is out at once', async () => {
    const secret = await signedIn();
    expect(
      await sessions({ all: async () => [{ name: 'Luis Ortega', grants: ['viewer'] }] }).personOf(secret),
    ).toBeNull();
  });

  it('starts beside files that are damaged, and beside one that another process is writing', async () => {
    await signedIn();
    for (const kind of ['links', 'sessions']) {
      await writeFile(folder.path('state', 'portal', kind, 'damaged'), '{"person": "An');
      await writeFile(folder.path('state', 'portal', kind, 'other.1.part'), '');
    }
    const secret = await signedIn();
    expect(await sessions().personOf(secret)).not.toBeNull();
    const names = await readdir(folder.path('state', 'portal', 'links'));
    expect(names).toEqual(['other.1.part']);
  });

  it('is none whose file is damaged', async () => {
    const secret = await signedIn();
    const [name = ''] = await readdir(folder.path('state', 'portal', 'sessions'));
    await writeFile(folder.path('state', 'portal', 'sessions', name), '');
    expect(await sessions().personOf(secret)).toBeNull();
  });

  it('is stored as a hash, in files that only their owner reads', async () => {
    const secret = await signedIn();
    const sign = await link();
    for (const kind of ['links', 'sessions']) {
      const names = await readdir(folder.path('state', 'portal', kind));
      expect(names).toHaveLength(1);
      for (const name of names) {
        const path = folder.path('state', 'portal', kind, name);
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        const text = name + (await readFile(path, 'utf8'));
        expect(text.includes(secret) || text.includes(sign)).toBe(false);
      }
    }
  });
});

describe('the people of a configuration', () => {
  it('are read from a file with a byte-order mark, and a file that is not JSON is named', async () => {
    await writeFile(folder.path('local.json'), '\uFEFF{"people": [{"name": "Ana", "roles": ["viewer"]}]}');
    expect(await (await openPeople(folder.path('local.json'))).all()).toHaveLength(1);
    await writeFile(folder.path('local.json'), '{"people":');
    await expect(openPeople(folder.path('local.json'))).rejects.toMatchObject({ name: 'ScheduleInvalid' });
  });

  const configured = async (people: unknown): Promise<string> => {
    await writeFile(folder.path('local.json'), JSON.stringify({ sender: 'a@example.org', people }));
    return folder.path('local.json');
  };

  it('are one with every role where none are named', async () => {
    const [one, ...others] = await (await openPeople(await configured(undefined))).all();
    expect(one?.grants).toEqual(expect.arrayContaining(['analyst:*', 'approver', 'operator']));
    expect(others).toEqual([]);
  });

  it('are read again when the file changes, and stay while it is broken', async () => {
    const file = await configured([{ name: 'Ana Reyes', roles: ['approver'] }]);
    const read = await openPeople(file);
    await configured([{ name: 'Ana Reyes', roles: ['viewer', 'analyst:nhth'] }]);
    expect(await read.all()).toEqual([{ name: 'Ana Reyes', grants: ['viewer', 'analyst:nhth'] }]);
    await configured('nobody');
    expect(await read.all()).toEqual([{ name: 'Ana Reyes', grants: ['viewer', 'analyst:nhth'] }]);
  });

  it.each([
    ['an unknown role', [{ name: 'Ana', roles: ['boss'] }], 'a role is analyst:<hotline>'],
    ['no role', [{ name: 'Ana', roles: [] }], 'people.0.roles'],
    ['no name', [{ name: ' ', roles: ['viewer'] }], 'people.0.name'],
    [
      'a name twice',
      [
        { name: 'Ana', roles: ['viewer'] },
        { name: 'Ana ', roles: ['sender'] },
      ],
      'two people have the same name',
    ],
    ['no one', [], 'people'],
  ])('are refused with %s', async (_, people, words) => {
    await expect(openPeople(await configured(people))).rejects.toThrow(words);
  });
});
