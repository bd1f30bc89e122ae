import { FLAG, LIST_OPTIONS, type ListPlace, listPlace, needed, read, TEXT, text } from './arguments.ts';

export const PUBLISHED_USAGE = `  factsheets published [SHEET] --state DIR [--json]
      The register of everything published: each approved revision with when, by whom, its files' hashes, the method that
      protects it and k; and what was noted by hand. Approved revisions are what the joint attack knows.
  factsheets published add --sheet SHEET --note TEXT [--by NAME] --state DIR
      Notes what was published elsewhere of the same records: an answer to a question, a press release, a data set. Notes stay.
      In AWS: --table NAME --secret ARN in place of --state DIR, with this machine's AWS identity.`;

export type PublishedCommand = { readonly command: 'published'; readonly place: ListPlace } & (
  | { readonly act: 'list'; readonly sheet: string | null; readonly json: boolean }
  | { readonly act: 'add'; readonly sheet: string; readonly note: string; readonly by: string | null }
);

export function parsePublished(argv: readonly string[]): PublishedCommand {
  if (argv[0] === 'add') return parseAdd(argv.slice(1));
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, json: FLAG }, 1);
  const place = { command: 'published', place: listPlace(values) } as const;
  return { ...place, act: 'list', sheet: positionals[0] ?? null, json: values.json === true };
}

function parseAdd(argv: readonly string[]): PublishedCommand {
  const { values } = read(argv, { ...LIST_OPTIONS, sheet: TEXT, note: TEXT, by: TEXT });
  return {
    command: 'published',
    place: listPlace(values),
    act: 'add',
    sheet: needed(values, 'sheet', 'the sheet whose records it tells of'),
    note: needed(values, 'note', 'what was published, where and for whom'),
    by: text(values.by) ?? null,
  };
}
