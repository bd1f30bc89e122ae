import { basename, dirname, join, resolve } from 'node:path';
import { uploadFiles } from '../../../../src/adapters/local/upload-files.ts';
import type { Definitions } from '../../../../src/definitions/load-definitions.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import type { UserLanguage } from '../../../../src/domain/languages.ts';
import { type Month, parseMonth } from '../../../../src/domain/month.ts';
import { findHotline, namesTable } from '../../../../src/steps/check-file/check-file.ts';
import { statIfExists } from '../../../state/read-stored.ts';
import { FLAG, month, read, TEXT, text, usageError, userLanguage } from '../../arguments.ts';

/** A file to be checked, and what it is checked as. */
export interface CheckTarget {
  readonly path: string;
  readonly name: string;
  readonly hotline: string;
  readonly month: Month | null;
  /** The table that a CSV holds whatever its name; null takes it from the name. */
  readonly table: string | null;
}

/** What is to be checked; `isFolder` of a month, whose tables may be missing. */
export interface CheckTargets {
  readonly files: readonly CheckTarget[];
  readonly isFolder: boolean;
}

/**
 * The files that a check is asked for, each with the hotline and month that its folders name, unless options say
 * others.
 *
 * @throws Failure WrongUsage when there is no such file or folder, or no hotline or table to check it as
 */
export async function checkTargets(command: CheckCommand, definitions: Definitions): Promise<CheckTargets> {
  const found = await statIfExists(command.path);
  if (found?.isFile()) return { files: [fileTarget(command.path, command, definitions)], isFolder: false };
  if (!found?.isDirectory()) throw new Failure('WrongUsage', `there is no file ${command.path}`);
  if (command.table !== null)
    throw new Failure('WrongUsage', `${command.path} is a folder; --table can be used only with one file`);
  const paths = await uploadFiles(command.path);
  if (paths.length === 0) throw new Failure('WrongUsage', `there are no files in the folder ${command.path}`);
  return { files: paths.map((path) => targetAt(join(command.path, path), command, definitions)), isFolder: true };
}

/** A single file must say what it holds; in a folder, a name that no table has is a problem of the upload. */
function fileTarget(path: string, command: CheckCommand, definitions: Definitions): CheckTarget {
  const target = targetAt(path, command, definitions);
  const hotline = findHotline(definitions, target.hotline);
  if (target.table !== null || namesTable(hotline, target.name)) return target;
  throw new Failure(
    'WrongUsage',
    `the name ${target.name} does not say which table it holds; add --table, with one of ${hotline.files.map(({ stem }) => stem).join(', ')}`,
  );
}

function targetAt(
  path: string,
  { hotline, month, table }: CheckCommand,
  { hotlines, invalid }: Definitions,
): CheckTarget {
  const monthFolder = dirname(resolve(path));
  const parents = { month: basename(monthFolder), hotline: basename(dirname(monthFolder)) };
  const known = hotline ?? (hotlines.has(parents.hotline) || invalid.has(parents.hotline) ? parents.hotline : null);
  if (known === null)
    throw new Failure(
      'WrongUsage',
      `${path} is not in a folder <hotline>/<YYYY-MM>; add --hotline, with one of ${[...hotlines.keys()].join(', ')}`,
    );
  return { path, name: basename(path), hotline: known, month: month ?? parseMonth(parents.month), table };
}

export interface CheckCommand {
  /** A file or a folder. */
  readonly path: string;
  /** The portal that checks the files; null for this machine. */
  readonly url: string | null;
  /** Null takes them from the path and the name. */
  readonly hotline: string | null;
  readonly table: string | null;
  readonly month: Month | null;
  /** Null takes the hotline's. */
  readonly language: UserLanguage | null;
  readonly values: boolean;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export function parseCheck(argv: readonly string[]): CheckCommand {
  const texts = { hotline: TEXT, table: TEXT, month: TEXT, lang: TEXT, definitions: TEXT, url: TEXT };
  const { values, positionals } = read(argv, { ...texts, values: FLAG, json: FLAG }, 1);
  const [path] = positionals;
  if (path === undefined) throw usageError('name the file or folder to check: exports/<hotline>/<YYYY-MM>');
  if (values.url !== undefined && (values.values === true || values.table !== undefined))
    throw usageError(
      '--values and --table cannot be used with --url: a portal shows no values, and takes the table from the name',
    );
  return {
    path,
    url: text(values.url) ?? null,
    hotline: text(values.hotline) ?? null,
    table: text(values.table) ?? null,
    month: month(values.month, 'month'),
    language: userLanguage(values.lang),
    values: values.values === true,
    definitions: text(values.definitions),
    json: values.json === true,
  };
}
