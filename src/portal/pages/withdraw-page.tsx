import type { Month } from '../../domain/month.ts';
import { monthText } from '../formatted-dates.ts';
import type { MonthFile } from '../month-files.ts';
import { type Frame, Layout } from './layout.tsx';

export interface WithdrawPageProps {
  readonly frame: Frame;
  readonly hotline: string;
  readonly label: string;
  readonly month: Month;
  readonly file: MonthFile;
  /** Whether the file has changed since the person was shown this page. */
  readonly isStale: boolean;
}

/** Asks before a file is withdrawn, and says what that changes. */
export const WithdrawPage = ({ frame, hotline, label, month, file, isStale }: WithdrawPageProps) => {
  const { words } = frame;
  const t = words.month;
  const back = `/exports/${hotline}/${month}`;
  const name = monthText(month, words.language);
  const counted = file.tables.filter(({ isCounted }) => isCounted);
  return (
    <Layout frame={frame} title={t.withdrawTitle(file.name)} current="exports">
      <p class="crumb">
        <a href={back}>{`${label}, ${name}`}</a>
      </p>
      <div class="head">
        <h1>{t.withdrawTitle(file.name)}</h1>
      </div>
      {isStale && (
        <p class="notice" data-notice tabindex={-1} role="alert">
          {t.stale}
        </p>
      )}
      <section>
        <h2>{t.changes}</h2>
        <ul class="since">
          {counted.length === 0 && <li>{t.notCountedNow}</li>}
          {counted.map(({ table, records }) => (
            <li>{t.notCounted(table ?? file.name, records, monthText(month, words.language, true))}</li>
          ))}
          {file.countedIn.map((edition) => (
            <li>{t.recomputed(edition.title, edition.monthText)}</li>
          ))}
          {file.countedIn
            .filter(({ isApproved }) => isApproved)
            .map((edition) => (
              <li>
                <strong>{t.approvedStays(edition.title, edition.monthText)}</strong>
              </li>
            ))}
          <li>{t.moved}</li>
        </ul>
      </section>
      <form method="post" class="acts">
        <input type="hidden" name="sha256" value={file.sha256} />
        <button type="submit" class="danger">
          {t.confirm}
        </button>
        <a href={back}>{t.keep}</a>
      </form>
    </Layout>
  );
};
