import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { ifNotFound } from '../../src/domain/failure.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Sessions } from '../../src/portal/portal-options.ts';
import { readStored } from '../state/read-stored.ts';
import { writeAtomically } from '../state/write-atomically.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;
/** The validity of a sign-in link, in milliseconds. */
export const LINK_MS = 10 * MINUTE;
/** The duration of a session, regardless of activity, in milliseconds. */
export const SESSION_MS = 12 * 60 * MINUTE;

/** The person of a link or a session (null: the person chooses on the first page), and when it expires (ISO 8601). */
const STORED = z.object({ person: z.string().nullable(), until: z.iso.datetime() });

/** Only the hash of a secret is stored, as the name of a file that only its owner can read. */
const fileIn = (folder: string, secret: string): string =>
  join(folder, createHash('sha256').update(secret).digest('hex'));

async function store(folder: string, person: string | null, until: number): Promise<string> {
  const secret = randomBytes(24).toString('base64url');
  await makeFolder(folder);
  await writeAtomically(fileIn(folder, secret), JSON.stringify({ person, until: new Date(until).toISOString() }));
  return secret;
}

async function readValid(path: string, now: number): Promise<z.infer<typeof STORED> | null> {
  const found = await readStored(path, STORED);
  return found && Date.parse(found.until) > now ? found : null;
}

const linksOf = (state: string): string => join(state, 'portal', 'links');
const sessionsOf = (state: string): string => join(state, 'portal', 'sessions');

/** Creates a link secret that signs in once, within ten minutes. Anyone who may write to the state may create one. */
export const makeLink = (state: string, person: string | null, now: Date): Promise<string> =>
  store(linksOf(state), person, now.getTime() + LINK_MS);

/**
 * Stores sessions and sign-in links as files in the state, so that they survive a restart and another process can
 * create a link.
 */
export function sessionFiles(state: string, people: People, now: () => Date): Sessions {
  const [links, sessions] = [linksOf(state), sessionsOf(state)];
  const named = async (name: string | null): Promise<Person | null> =>
    (await people.all()).find((person) => person.name === name) ?? null;
  return {
    async personOf(secret) {
      const session = await readValid(fileIn(sessions, secret), now().getTime());
      return session ? named(session.person) : null;
    },
    async choices(link) {
      const found = await readValid(fileIn(links, link), now().getTime());
      if (!found) return null;
      const all = (await people.all()).map(({ name }) => name);
      return found.person === null ? all : all.filter((name) => name === found.person);
    },
    async signIn(link, name) {
      const choices = await this.choices(link);
      if (!choices?.includes(name)) return null;
      if (!(await isFirstUse(fileIn(links, link)))) return null;
      await removeExpired([links, sessions], now().getTime());
      return store(sessions, name, now().getTime() + SESSION_MS);
    },
    signOut: (secret) => rm(fileIn(sessions, secret), { force: true }),
  };
}

/** A file can be removed only once: of two requests with the same link, one gets in. */
const isFirstUse = (file: string): Promise<boolean> =>
  unlink(file).then(
    () => true,
    () => false,
  );

/** Removes what has expired or is damaged, but not a file that another process is writing now. */
async function removeExpired(folders: readonly string[], now: number): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(folder).catch(ifNotFound([]));
    for (const path of names.filter((name) => !name.endsWith('.part')).map((name) => join(folder, name)))
      if (!(await readValid(path, now))) await rm(path, { force: true });
  }
}
