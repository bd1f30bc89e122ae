import { textFor } from '../../domain/languages.ts';
import { templateCsv } from '../../steps/check-file/hotline-columns.ts';
import { templateWorkbook } from '../../steps/check-file/template-workbook.ts';
import { confirmEmpty } from '../../steps/confirm-empty.ts';
import { zipFiles } from '../../steps/zip-files.ts';
import { oneChunk, sendCsv, sendWorkbook } from '../answer-file.ts';
import { limitConcurrency } from '../bounded.ts';
import { fileState, type MonthFile, monthFile, monthFiles } from '../month-files.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { FileToCheck, PortalContext, PortalOptions, SentFile, UploadPlace } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { invalid, monthParameter, pathParameter } from '../read-request.ts';
import { record } from '../record.ts';
import { LARGEST_FILE_BYTES, SHA256 } from '../upload-schemas.ts';
import type { Handlers } from './handlers.ts';

type UploadHandlers = Pick<
  Handlers,
  'check' | 'checkValues' | 'upload' | 'uploadStatus' | 'uploads' | 'withdraw' | 'template'
>;

/** The number of checks at a time; each has an engine with a memory limit. */
const CHECKS_AT_A_TIME = 2;

/** The routes that check files with the reader that ingests exports, store those that were checked, and withdraw them. */
export function uploadRoutes(options: PortalOptions): UploadHandlers {
  return {
    ...checkRoutes(options),
    async upload(c) {
      const sha256 = SHA256.safeParse(c.req.query('sha256'));
      if (!sha256.success) throw invalid([{ pointer: '/sha256', detail: 'the SHA-256 of the check, 64 hex digits' }]);
      sizeOf(c);
      // a slow upload must not hold the state open: other commands wait for it
      const store = await options.use(async (context) => {
        const file = sentFile(c, context);
        const { hotline, month, name } = file;
        if (isEmptyOnPurpose(c))
          await confirmEmpty(context.effects, { hotline, month, file: name, sha256: sha256.data });
        return async () => {
          await context.storeUpload(file, sha256.data);
          return { ...uploadOf(file), sha256: sha256.data };
        };
      });
      const stored = await store();
      await options.use(({ effects }) => record(c, effects, 'file-uploaded', stored));
      return c.json({ sha256: sha256.data }, 202);
    },
    uploadStatus: (c) =>
      options.use(async (context) =>
        c.json(statusOf(await monthFile(context, placeOf(c, context), c.get('language')))),
      ),
    uploads: (c) =>
      options.use(async (context) => {
        const { hotline, month } = monthPlace(c, context);
        const files = await monthFiles(context, { hotline, month }, c.get('language'));
        return c.json({ files: files.map(statusOf) });
      }),
    async withdraw(c) {
      const place = await options.use(async (context) => placeOf(c, context));
      const match = c.req.header('if-match')?.replaceAll('"', '');
      await options.use((context) => withdrawFile(c, context, place, match));
      return c.json({ name: place.name }, 202);
    },
    template: (c) => options.use(async (context) => template(c, context)),
  };
}

function checkRoutes(options: PortalOptions): Pick<Handlers, 'check' | 'checkValues'> {
  const inTurn = limitConcurrency(CHECKS_AT_A_TIME);
  return {
    check: (c) =>
      inTurn(() =>
        options.use(async (context) => {
          const file = fileToCheck(c, context);
          const checked = await context.checkUpload({ ...file, by: c.get('person').name });
          const problems = checked.tables.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0);
          const about = { ...uploadOf(file), bytes: checked.size, problems };
          await record(c, context.effects, 'file-checked', about);
          const other = context.definitions.hotlines.get(checked.otherHotline ?? '');
          return c.json({ ...checked, otherHotline: other ? textFor(other.label, c.get('language')) : null });
        }),
      ),
    checkValues: (c) =>
      inTurn(() =>
        options.use(async (context) => {
          const file = fileToCheck(c, context);
          const csv = await context.problemsWithValues(file);
          await record(c, context.effects, 'problems-downloaded', uploadOf(file));
          return sendCsv(c, `problems-with-values-${file.name}.csv`, csv);
        }),
      ),
  };
}

/** Removes a file that the person was shown. Throws Refused 428 without its hash, 412 with another one. */
export async function withdrawFile(
  c: PortalRequest,
  context: PortalContext,
  place: UploadPlace,
  sha256: string | undefined,
): Promise<MonthFile> {
  const found = await monthFile(context, place, 'en');
  if (sha256 === undefined || sha256 === '')
    throw new Refused({ status: 428, kind: 'invalid', title: 'Send the SHA-256 of the file as If-Match' });
  if (!(await context.withdrawUpload({ ...place, name: found.name }, sha256)))
    throw new Refused({ status: 412, kind: 'stale', title: 'The file has changed since it was shown' });
  await record(c, context.effects, 'file-withdrawn', uploadOf(place));
  return found;
}

/** Whether the person says that the file is empty on purpose: then it may replace records. */
export const isEmptyOnPurpose = (c: PortalRequest): boolean => c.req.query('empty') === 'yes';

/** Returns what the activity log says of an upload. */
export const uploadOf = ({ hotline, month, name }: UploadPlace) => ({ hotline, month, file: name });

/** Returns what the API says of a file: nothing that names a place in a store. */
const statusOf = (file: MonthFile) => ({
  name: file.name,
  sha256: file.sha256,
  at: file.at,
  state: fileState(file),
  tables: file.tables.map(({ problems: _, problemsKey: __, ...table }) => table),
  countedIn: file.countedIn,
});

/** Returns the hotline and month of a request's path. Throws Refused if there is no such hotline. */
export function monthPlace(
  c: PortalRequest,
  { definitions }: Pick<PortalContext, 'definitions'>,
): Pick<UploadPlace, 'hotline' | 'month'> {
  const place = { hotline: pathParameter(c, 'hotline'), month: monthParameter(c) };
  if (!definitions.hotlines.has(place.hotline)) throw notFound();
  return place;
}

export const placeOf = (c: PortalRequest, context: Pick<PortalContext, 'definitions'>): UploadPlace => ({
  ...monthPlace(c, context),
  name: pathParameter(c, 'name'),
});

function sentFile(c: PortalRequest, context: PortalContext): SentFile {
  const place = placeOf(c, context);
  const { body, signal } = c.req.raw;
  if (!body) throw invalid([{ pointer: '', detail: 'the body is the file' }]);
  return { ...place, body, signal };
}

const fileToCheck = (c: PortalRequest, context: PortalContext): FileToCheck => ({
  ...sentFile(c, context),
  language: c.get('language'),
  size: sizeOf(c),
});

/** Returns the size that the request declares, before any of it is read. */
function sizeOf(c: PortalRequest): number {
  const length = c.req.header('content-length');
  if (length === undefined || !/^\d{1,15}$/u.test(length))
    throw new Refused({ status: 411, kind: 'invalid', title: 'Send Content-Length' });
  if (Number(length) > LARGEST_FILE_BYTES)
    throw new Refused({ status: 413, kind: 'file-too-large', title: 'The file is too large for the portal' });
  return Number(length);
}

/** Answers with an empty file that has the headings of one of a hotline's tables, as CSV or as an Excel workbook. */
async function template(c: PortalRequest, { definitions, effects }: PortalContext): Promise<Response> {
  const name = pathParameter(c, 'name');
  const hotline = definitions.hotlines.get(pathParameter(c, 'hotline'));
  if (hotline && name.endsWith('.xlsx')) {
    const parts = templateWorkbook(definitions, hotline.id, name.replace(/\.xlsx$/u, ''));
    if (!parts) throw notFound();
    return sendWorkbook(c, name, await zipFiles(parts, effects.clock.now().toISOString()));
  }
  const text = hotline && templateCsv(definitions, hotline.id, name.replace(/\.csv$/u, ''));
  if (!text) throw notFound();
  return sendCsv(c, name, oneChunk(text));
}
