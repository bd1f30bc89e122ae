import type { Month } from '../../domain/month.ts';
import { dateText, momentText, monthText } from '../formatted-dates.ts';
import { fileState, type MonthFile } from '../month-files.ts';
import { type Frame, Layout } from './layout.tsx';
import { FileMark } from './marks.tsx';
import { UploadForm } from './upload-form.tsx';

export interface MonthPageProps {
  readonly frame: Frame;
  readonly hotline: string;
  readonly name: string;
  readonly month: Month;
  /** The files of a complete month. */
  readonly tables: readonly string[];
  /** Every file that the hotline sends, also less often. */
  readonly templates: readonly string[];
  readonly files: readonly MonthFile[];
  readonly now: Date;
  /** When the files are due; null if no day is configured. */
  readonly due: Date | null;
  /** Whether the browser sends files to a store, and not to the portal. */
  readonly isOffered: boolean;
  /** The file that was withdrawn a moment ago; null if none was. */
  readonly withdrawn: string | null;
}

/** A hotline's month: the files that were received, what is missing, and where to check and send files. */
export const MonthPage = (props: MonthPageProps) => {
  const { frame, hotline, name, month, tables, templates, files, now, due, withdrawn } = props;
  const { words } = frame;
  const t = words.month;
  const title = `${name}, ${monthText(month, words.language)}`;
  const counted = new Set(files.flatMap((file) => file.tables.flatMap((one) => (one.isCounted ? one.table : []))));
  const missing = tables.filter((table) => !counted.has(table));
  return (
    <Layout frame={frame} title={title} current="exports" script={frame.assets.uploading}>
      <p class="crumb">
        <a href="/exports">{words.exports.title}</a>
      </p>
      <div class="head" id="month-state" data-part>
        <h1>{title}</h1>
        <span class="meta">{missing.length === 0 ? t.complete : t.missing(missing.join(', '))}</span>
        {due !== null && missing.length > 0 && (
          <span class={due <= now ? 'meta bad' : 'meta'}>
            {due <= now
              ? words.waiting.overdueSince(dateText(due, words.language, 'UTC'))
              : words.waiting.dueOn(dateText(due, words.language, 'UTC'))}
          </span>
        )}
      </div>
      {withdrawn !== null && (
        <p class="notice calm" data-notice tabindex={-1} role="status">
          {t.withdrawn(withdrawn)}
        </p>
      )}
      <div class="cols">
        <div class="c7">
          <UploadForm
            frame={frame}
            hotline={hotline}
            month={month}
            files={files}
            now={now}
            isOffered={props.isOffered}
            isIncomplete={missing.length > 0}
          />
        </div>
        <div class="c5">
          <section class="first" id="received" data-part>
            <h2>{t.received}</h2>
            {files.length === 0 && <p class="lead">{t.nothing}</p>}
            {files.length > 0 && (
              <ul class="files">
                {files.map((file) => (
                  <FileItem {...props} file={file} />
                ))}
              </ul>
            )}
          </section>
          <section>
            <h2>{t.templates}</h2>
            <p class="hint">{t.templatesHint}</p>
            <ul class="gets">
              {templates.map((table) => (
                <li>
                  <span>{table}</span>
                  <span class="formats">
                    {(['xlsx', 'csv'] as const).map((ending) => (
                      <a href={`/api/v1/hotlines/${hotline}/templates/${encodeURIComponent(`${table}.${ending}`)}`}>
                        <span class="sr">{`${table}: `}</span>
                        {t.templateFormats[ending]}
                      </a>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </Layout>
  );
};

const MARKS = {
  accepted: 'accepted',
  mixed: 'rejected',
  rejected: 'rejected',
  replaced: 'missing',
  reading: 'missing',
} as const;

const FileItem = ({ frame, hotline, month, file, now }: MonthPageProps & { readonly file: MonthFile }) => {
  const { words } = frame;
  const t = words.month;
  const state = fileState(file);
  const sum = (count: (table: MonthFile['tables'][number]) => number): number =>
    file.tables.reduce((total, table) => total + count(table), 0);
  const problems = t.problems(
    sum(({ errors }) => errors),
    sum(({ warnings }) => warnings),
  );
  const address = `/exports/${hotline}/${month}/${encodeURIComponent(file.name)}`;
  return (
    <li>
      <FileMark state={MARKS[state]} />
      <div>
        <b>{file.name}</b> <span class={MARKS[state] === 'rejected' ? 'bad' : 'state'}>{t.states[state]}</span>
        <small>
          {`${t.records(sum(({ records }) => records))}, ${t.when.toLowerCase()} ${momentText(new Date(file.at), now, words.language)}`}
        </small>
        {file.countedIn.map((edition) => (
          <small>{t.countedIn(edition.title, edition.monthText)}</small>
        ))}
        {state === 'accepted' && file.countedIn.length === 0 && <small>{t.notYetCounted}</small>}
        <p>
          {problems !== '' && <a href={address}>{problems}</a>}{' '}
          {state !== 'reading' && (
            <a href={`${address}/withdraw`} aria-label={t.withdrawLink(file.name)}>
              {t.withdraw}
            </a>
          )}
        </p>
      </div>
    </li>
  );
};
