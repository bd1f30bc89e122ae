import type { Command } from './command.ts';

/** A command in the list of commands. Its code is loaded only when it is asked for: all of it takes a second to load. */
interface ListedCommand {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The commands, by who uses them. */
export const COMMANDS: Readonly<Record<string, readonly ListedCommand[]>> = {
  'Exports (analysts)': [
    {
      name: 'check',
      summary: 'check a file, or the files of a month, before they are uploaded',
      load: async () => (await import('./commands/check/check.ts')).CHECK,
    },
    {
      name: 'upload',
      summary: 'check a file and upload it through a portal',
      load: async () => (await import('./commands/upload.ts')).UPLOAD,
    },
    {
      name: 'status',
      summary: 'list what was received, what is counted, what is missing, and what happens next',
      load: async () => (await import('./commands/status/status.ts')).STATUS,
    },
    {
      name: 'hotlines',
      summary: 'list the hotlines, their files, and the columns and values of one of them',
      load: async () => (await import('./commands/hotlines.ts')).HOTLINES,
    },
    {
      name: 'facts',
      summary: 'write the facts as Parquet, for your own questions in other programs',
      load: async () => (await import('./commands/facts.ts')).FACTS,
    },
  ],
  'Sheets (editors)': [
    {
      name: 'sheets',
      summary: 'list the sheets and their figures',
      load: async () => (await import('./commands/sheets.ts')).SHEETS,
    },
    {
      name: 'boundaries',
      summary: "write the shapes of a country's states, for maps",
      load: async () => (await import('./commands/boundaries.ts')).BOUNDARIES,
    },
    {
      name: 'init',
      summary: 'write the definition of a new hotline from samples, or a new sheet',
      load: async () => (await import('./commands/init/init.ts')).INIT,
    },
    {
      name: 'doctor',
      summary: 'check all hotlines and sheets, without any export',
      load: async () => (await import('./commands/doctor.ts')).DOCTOR,
    },
    {
      name: 'preview',
      summary: 'show the pages of a sheet in the browser while you change it',
      load: async () => (await import('./commands/preview.ts')).PREVIEW,
    },
  ],
  'Editions (reviewers)': [
    {
      name: 'editions',
      summary: 'list the editions, what was decided, and who has them',
      load: async () => (await import('./commands/editions/editions.ts')).EDITIONS,
    },
    {
      name: 'review',
      summary: 'compare a draft with the approved revision, in exact numbers',
      load: async () => (await import('./commands/review/review.ts')).REVIEW,
    },
    {
      name: 'approve',
      summary: 'approve the newest revision of an edition',
      load: async () => (await import('./commands/approve.ts')).APPROVE,
    },
    {
      name: 'reject',
      summary: 'reject the newest revision of an edition',
      load: async () => (await import('./commands/approve.ts')).REJECT,
    },
    {
      name: 'family',
      summary: 'review the sheets of a family together, and decide on all of them at once',
      load: async () => (await import('./commands/family.ts')).FAMILY,
    },
    {
      name: 'public',
      summary: 'write the web pages of approved editions to a folder that anyone may read',
      load: async () => (await import('./commands/public.ts')).PUBLIC,
    },
    {
      name: 'published',
      summary: 'list everything published, and add what was published elsewhere',
      load: async () => (await import('./commands/published.ts')).PUBLISHED,
    },
  ],
  'Distribution (senders)': [
    {
      name: 'stakeholders',
      summary: 'import and change the list of stakeholders; show what one of them received',
      load: async () => (await import('./commands/stakeholders/stakeholders.ts')).STAKEHOLDERS,
    },
    {
      name: 'distribute',
      summary: 'send approved editions now, or list what would be sent',
      load: async () => (await import('./commands/distribute/distribute.ts')).DISTRIBUTE,
    },
    {
      name: 'hold',
      summary: 'stop sending a sheet',
      load: async () => (await import('./commands/hold.ts')).HOLD,
    },
    {
      name: 'release',
      summary: 'send a sheet again that was held',
      load: async () => (await import('./commands/hold.ts')).RELEASE,
    },
  ],
  'The pipeline (operators)': [
    {
      name: 'start',
      summary: 'watch a folder of exports, keep the editions up to date, and serve the portal',
      load: async () => (await import('./commands/start.ts')).START,
    },
    {
      name: 'open',
      summary: 'print an address that signs in to the portal',
      load: async () => (await import('./commands/open.ts')).OPEN,
    },
    {
      name: 'build',
      summary: 'make the pages of one edition from a folder of exports',
      load: async () => (await import('./commands/build/build.ts')).BUILD,
    },
    {
      name: 'publish',
      summary: 'publish an edition and keep it up to date from now on',
      load: async () => (await import('./commands/publish.ts')).PUBLISH,
    },
    {
      name: 'replay',
      summary: 'read uploads again',
      load: async () => (await import('./commands/replay.ts')).REPLAY,
    },
    {
      name: 'verify',
      summary: 'compare a state with everything that was recorded about it',
      load: async () => (await import('./commands/verify.ts')).VERIFY,
    },
    {
      name: 'accept',
      summary: 'accept a state that was restored from a backup',
      load: async () => (await import('./commands/accept.ts')).ACCEPT,
    },
    {
      name: 'key',
      summary: 'show or check the key, or replace the secret that links are signed with',
      load: async () => (await import('./commands/key.ts')).KEY,
    },
    {
      name: 'migrate',
      summary: 'migrate the table of a stage in AWS to this version',
      load: async () => (await import('./commands/migrate.ts')).MIGRATE,
    },
    {
      name: 'restore',
      summary: 'copy a restored table into the table of a stage in AWS',
      load: async () => (await import('./commands/restore.ts')).RESTORE,
    },
  ],
};

const LISTED = Object.values(COMMANDS).flat();

export const COMMAND_NAMES: readonly string[] = LISTED.map(({ name }) => name);

/** Loads a command; null when there is none of that name. */
export async function loadCommand(name: string): Promise<Command | null> {
  return (await LISTED.find((command) => command.name === name)?.load()) ?? null;
}

/** What `factsheets --help` prints: one line for each command. */
export const HELP = `factsheets: turns hotlines' monthly exports into reviewed fact sheets

Usage: factsheets COMMAND [options]
       factsheets COMMAND --help

${Object.entries(COMMANDS)
  .map(([group, commands]) =>
    [group, ...commands.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`)].join('\n'),
  )
  .join('\n\n')}

In a checkout, run it in the program's folder: npx --no factsheets COMMAND ... (--no: never fetch a package of that name).

A state remembers the definitions that it was made with, and every command uses them. build, start, publish and replay change
them with --definitions DIR. Other commands take --definitions DIR only to say where the same definitions are now.

Exit codes: 0 complete, nothing rejected; 2 something is left to do (an export was rejected, an edition is incomplete, a
review needs a reason, nothing or not everything was sent); 1 wrong usage or a failure.`;
