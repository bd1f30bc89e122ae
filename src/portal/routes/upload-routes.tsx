import { frameOf, sendPage } from '../answer-page.tsx';
import { SHA256 } from '../api-schemas.ts';
import { bounded } from '../bounded.ts';
import { UploadPage } from '../pages/upload-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalOptions, SentFile } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { invalid, monthParameter, pathParameter } from '../read-request.ts';
import { record } from '../record.ts';
import type { Handlers } from './handlers.ts';

type UploadHandlers = Pick<Handlers, 'exportsPage' | 'check' | 'upload' | 'uploadStatus'>;

/** The size of the largest file that the portal accepts, in bytes; larger files go into the folder. */
const LARGEST_FILE_BYTES = 512 * 1024 * 1024;

/** The number of checks at a time; each has an engine with a memory limit. */
const CHECKS_AT_A_TIME = 2;

/** The routes that check files with the reader that ingests exports, and store those that were checked. */
export function uploadRoutes(options: PortalOptions): UploadHandlers {
  const inTurn = bounded(CHECKS_AT_A_TIME);
  return {
    exportsPage: (c) =>
      options.use(async ({ definitions }) => {
        const [hotline, month] = [pathParameter(c, 'hotline'), monthParameter(c)];
        const found = definitions.hotlines.get(hotline);
        if (!found) throw notFound();
        const name = found.label[c.get('language')];
        return sendPage(c, <UploadPage frame={frameOf(c, options)} hotline={hotline} name={name} month={month} />);
      }),
    check: (c) =>
      inTurn(() =>
        options.use(async (context) => {
          const file = sentFile(c, context.definitions.hotlines);
          const checked = await context.checkUpload({ ...file, language: c.get('language') }, sizeOf(c));
          const problems = checked.tables.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0);
          const { hotline, month, name } = file;
          const about = { hotline, month, file: name, bytes: checked.size, problems };
          await record(c, context.effects, 'file-checked', about);
          return c.json(checked);
        }),
      ),
    async upload(c) {
      const sha256 = SHA256.safeParse(c.req.query('sha256'));
      if (!sha256.success) throw invalid([{ pointer: '/sha256', detail: 'the SHA-256 of the check, 64 hex digits' }]);
      sizeOf(c);
      // a slow upload must not hold the state open: other commands wait for it
      const store = await options.use(async (context) => {
        const file = sentFile(c, context.definitions.hotlines);
        return async () => {
          await context.storeUpload(file, sha256.data);
          return { hotline: file.hotline, month: file.month, file: file.name, sha256: sha256.data };
        };
      });
      const stored = await store();
      await options.use(({ effects }) => record(c, effects, 'file-uploaded', stored));
      return c.json({ sha256: sha256.data }, 202);
    },
    uploadStatus: (c) =>
      options.use(async ({ effects }) => {
        const [hotline, month, name] = [pathParameter(c, 'hotline'), monthParameter(c), pathParameter(c, 'name')];
        const found = await effects.ledger.upload(hotline, month, name);
        if (!found) throw notFound();
        const tables = found.outcomes.map(({ table, status, reason }) => ({ table, status, reason }));
        return c.json({ sha256: found.sha256, at: found.at, tables });
      }),
  };
}

function sentFile(c: PortalRequest, hotlines: ReadonlyMap<string, unknown>): SentFile {
  const file = { hotline: pathParameter(c, 'hotline'), month: monthParameter(c), name: pathParameter(c, 'name') };
  const { body } = c.req.raw;
  if (!hotlines.has(file.hotline)) throw notFound();
  if (!body) throw invalid([{ pointer: '', detail: 'the body is the file' }]);
  return { ...file, body };
}

/** Returns the size that the request declares, before any of it is read. */
function sizeOf(c: PortalRequest): number {
  const length = c.req.header('content-length');
  if (length === undefined || !/^\d{1,15}$/u.test(length))
    throw new Refused({ status: 411, kind: 'invalid', title: 'Send Content-Length' });
  if (Number(length) > LARGEST_FILE_BYTES)
    throw new Refused({ status: 413, kind: 'too-large', title: 'The file is too large for the portal' });
  return Number(length);
}
