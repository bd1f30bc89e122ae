import type { UserLanguage } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import type { ProblemPage, ProblemsAsked, UploadedKind } from '../../steps/uploads/problem-list.ts';
import { momentText, monthText } from '../formatted-dates.ts';
import { fileState, type MonthFile } from '../month-files.ts';
import { type Frame, Layout } from './layout.tsx';

export interface FilePageProps {
  readonly frame: Frame;
  readonly hotline: string;
  readonly label: string;
  readonly month: Month;
  readonly file: MonthFile;
  /** The language in which the details of problems are stored. */
  readonly stored: UserLanguage;
  readonly kinds: readonly UploadedKind[];
  readonly asked: ProblemsAsked;
  /** The rows of the kind that was asked for; null while none is. */
  readonly page: ProblemPage | null;
  readonly now: Date;
}

/** An uploaded file: what became of it, every kind of its problems, and their rows. */
export const FilePage = (props: FilePageProps) => {
  const { frame, hotline, label, month, file, stored, kinds, asked, page, now } = props;
  const { words } = frame;
  const t = words.month;
  const shown =
    page === null
      ? kinds
      : kinds.filter(
          (kind) =>
            kind.code === asked.code &&
            kind.column === asked.column &&
            kind.severity === (asked.severity ?? kind.severity),
        );
  const reasons = file.tables.flatMap(({ reason }) => reason ?? []);
  return (
    <Layout frame={frame} title={`${file.name}, ${label}, ${monthText(month, words.language)}`} current="exports">
      <p class="crumb">
        <a href={`/exports/${hotline}/${month}`}>{`${label}, ${monthText(month, words.language)}`}</a>
      </p>
      <div class="head">
        <h1>{file.name}</h1>
        <span class="meta">{`${t.states[fileState(file)]}, ${momentText(new Date(file.at), now, words.language)}`}</span>
      </div>
      {reasons.map((reason) => (
        <p class="lead" lang={stored}>
          {reason}
        </p>
      ))}
      <section>
        <h2>{t.kinds}</h2>
        {kinds.length === 0 && <p class="lead">{t.noProblems}</p>}
        {page !== null && (
          <p class="lead">
            <a href="?">{t.first}</a>
          </p>
        )}
        {shown.map((kind) => (
          <Kind frame={frame} kind={kind} isOpen={page !== null} />
        ))}
        {page !== null && <Rows {...props} page={page} />}
        {kinds.length > 0 && <Lists {...props} />}
      </section>
    </Layout>
  );
};

interface KindProps {
  readonly frame: Frame;
  readonly kind: UploadedKind;
  /** Whether its rows are shown below. */
  readonly isOpen: boolean;
}

const Kind = ({ frame, kind, isOpen }: KindProps) => {
  const t = frame.words.month;
  const { severity, count, code, column, sentence, remedy } = kind;
  return (
    <div class="kind">
      <h3>
        <span class={severity === 'warning' ? 'n' : 'n bad'}>{count}</span> {sentence}
      </h3>
      <p class={severity === 'warning' ? 'unit' : 'unit bad'}>{frame.words.upload[severity]}</p>
      {column !== null && <p>{t.column(column)}</p>}
      <p class="remedy">{remedy}</p>
      {!isOpen && (
        <p>
          <a href={`?${addressOf({ code, column, severity, after: 0 })}`}>
            {t.showRows(count)}
            <span class="sr">{`: ${sentence}`}</span>
          </a>
        </p>
      )}
    </div>
  );
};

const addressOf = ({ code, column, severity, after }: Omit<ProblemsAsked, 'limit'>): string =>
  new URLSearchParams({
    ...(code !== null && { code }),
    ...(column !== null && { column }),
    ...(severity !== null && { severity }),
    after: String(after),
  }).toString();

const Rows = ({ frame, page, asked, stored }: FilePageProps & { readonly page: ProblemPage }) => {
  const t = frame.words.month;
  const { rows, total, next } = page;
  return (
    <>
      <div class="scroll kind">
        <table>
          <caption>{t.rowsCaption(asked.after + (rows.length > 0 ? 1 : 0), asked.after + rows.length, total)}</caption>
          <thead>
            <tr>
              <th scope="col" class="num">
                {t.row}
              </th>
              <th scope="col" class="num">
                {t.record}
              </th>
              <th scope="col">{t.problem}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, record, detail, sentence }) => (
              <tr>
                <td class="num">{row ?? '–'}</td>
                <td class="num">{record ?? '–'}</td>
                <td lang={stored}>{detail === '' ? sentence : detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <p class="more">
          <a href={`?${addressOf({ ...asked, after: next })}`} rel="next">
            {t.next}
          </a>
        </p>
      )}
    </>
  );
};

const Lists = ({ frame, hotline, month, file }: FilePageProps) => {
  const t = frame.words.month;
  const place = `/api/v1/hotlines/${hotline}/months/${month}/uploads/${encodeURIComponent(file.name)}`;
  return (
    <div class="acts">
      <a class="btn quiet" href={`${place}/problems.csv`}>
        {t.list}
      </a>
      <form method="post" action={`${place}/problems-with-values`}>
        <button type="submit" class="link">
          {t.withValues}
        </button>
      </form>
      <p>{`${t.kindsHint} ${t.valuesHint}`}</p>
    </div>
  );
};
