import { userInfo } from 'node:os';
import * as z from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import { ALL_GRANTS, type Grant, type Person, parseGrant } from '../../src/domain/person.ts';
import { configurationFile, readConfiguration } from '../mail/mail-configuration.ts';
import { statIfExists } from '../state/read-stored.ts';

const PEOPLE = z
  .array(
    z.object({
      name: z.string().trim().min(1).max(200),
      roles: z
        .array(z.string())
        .min(1)
        .transform((roles) => roles.map(parseGrant))
        .refine(
          (grants): grants is Grant[] => !grants.includes(null),
          'a role is analyst:<hotline>, reviewer, approver, sender, viewer or operator',
        ),
    }),
  )
  .min(1)
  .refine(
    (people) => new Set(people.map(({ name }) => name)).size === people.length,
    'two people have the same name; write each name once',
  );

/** The people who may sign in on this machine. */
export interface People {
  /**
   * Returns the people. Re-reads the configuration if its file has changed; if it is invalid, the previous people
   * remain.
   */
  all(): Promise<readonly Person[]>;
}

/**
 * Opens the list of people in a configuration file: `"people": [{"name": "Ana Reyes", "roles": ["approver"]}]`. Without
 * a list, there is one person with every role: the user of the operating system, who can read and change the state
 * anyway.
 * @param named by default the program's `config/local.json`
 * @throws Failure WrongUsage describing the error in the list, ScheduleInvalid if the file is not a JSON object
 */
export async function openPeople(named: string | undefined): Promise<People> {
  const file = configurationFile(named);
  let version = await versionOf(file);
  let people = await readPeople(file);
  return {
    async all() {
      const now = await versionOf(file);
      if (now === version) return people;
      version = now;
      people = await readPeople(file).catch(() => people);
      return people;
    },
  };
}

const versionOf = async (file: string): Promise<string> => {
  const found = await statIfExists(file);
  return `${found?.mtimeMs} ${found?.size} ${found?.ino}`;
};

async function readPeople(file: string): Promise<readonly Person[]> {
  const { people } = (await statIfExists(file)) ? await readConfiguration(file) : {};
  if (people === undefined) return [{ name: systemUser(), grants: ALL_GRANTS }];
  const read = PEOPLE.safeParse(people);
  if (read.success) return read.data.map(({ name, roles }) => ({ name, grants: roles }));
  const [issue] = read.error.issues;
  throw new Failure('WrongUsage', `${file}, ${['people', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`);
}

/** Returns the name of the user who runs the program. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator'; // a user id without a name, as in some containers
  }
}
