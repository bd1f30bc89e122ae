import { countOutcomes, type ImportPlan, type PlannedPerson } from '../../steps/stakeholders/plan-import.ts';
import { entryErrorText, remarkText } from '../../words/list-error-text.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { WrongNotice } from './notice.tsx';

/** The number of people of one kind that a preview lists; the counts are of all. */
const LISTED = 200;

export interface ImportPageProps {
  readonly frame: Frame;
  /** Why no preview was made; null if no file was sent yet. */
  readonly error: string | null;
}

/** Asks for the file of a list. */
export const ImportPage = ({ frame, error }: ImportPageProps) => {
  const { words } = frame;
  const t = words.stakeholders.imports;
  return (
    <Layout frame={frame} title={t.title} current="stakeholders">
      <Head words={words} title={t.title} />
      {error !== null && <WrongNotice title={error} />}
      <FileForm words={words} isFirst />
    </Layout>
  );
};

const Head = ({ words, title }: { readonly words: PortalWords; readonly title: string }) => (
  <>
    <p class="crumb">
      <a href="/stakeholders">{words.stakeholders.title}</a>
    </p>
    <div class="head">
      <h1>{title}</h1>
    </div>
  </>
);

const FileForm = ({ words, isFirst }: { readonly words: PortalWords; readonly isFirst: boolean }) => {
  const t = words.stakeholders.imports;
  return (
    <form method="post" action="/stakeholders/import" enctype="multipart/form-data" class="fields">
      <label for="file">{t.file}</label>
      <p class="hint" id="file-hint">
        {t.hint} {t.columns}
      </p>
      <input id="file" name="file" type="file" accept=".csv,.txt,text/csv" aria-describedby="file-hint" />
      <div class="acts">
        <button type="submit" class={isFirst ? undefined : 'quiet'}>
          {t.preview}
        </button>
        <a href="/stakeholders">{words.stakeholders.cancel}</a>
      </div>
    </form>
  );
};

export interface PreviewPageProps {
  readonly frame: Frame;
  readonly plan: ImportPlan;
  /** The file as it was sent, in base64: what is confirmed is exactly what was previewed. */
  readonly file: string;
  readonly isStale: boolean;
}

/** Shows what an import would do; confirming does exactly that. */
export const PreviewPage = ({ frame, plan, file, isStale }: PreviewPageProps) => {
  const { words } = frame;
  const t = words.stakeholders.imports;
  const counts = countOutcomes(plan.people);
  const refusedLines = new Set(plan.errors.map(({ line }) => line)).size;
  return (
    <Layout frame={frame} title={t.previewTitle} current="stakeholders">
      <Head words={words} title={t.previewTitle} />
      {isStale && (
        <WrongNotice title={t.staleTitle}>
          <p>{t.staleText}</p>
        </WrongNotice>
      )}
      <p class="lead">{t.nothingYet}</p>
      <dl class="counts">
        {(['added', 'changed', 'unchanged', 'left'] as const).map((outcome) => (
          <div>
            <dt>{t.outcomes[outcome]}</dt>
            <dd>{counts[outcome]}</dd>
          </div>
        ))}
        <div>
          <dt>{t.refused}</dt>
          <dd>{refusedLines}</dd>
        </div>
      </dl>
      {refusedLines > 0 && <RefusedLines words={words} plan={plan} lines={refusedLines} />}
      <PlannedPeople words={words} plan={plan} />
      <Remarks words={words} plan={plan} />
      <Absent words={words} plan={plan} />
      {refusedLines === 0 && <ConfirmForm words={words} plan={plan} file={file} />}
      <section>
        <h2>{t.another}</h2>
        <FileForm words={words} isFirst={false} />
      </section>
    </Layout>
  );
};

interface PlanProps {
  readonly words: PortalWords;
  readonly plan: ImportPlan;
}

const ConfirmForm = ({ words, plan, file }: PlanProps & { readonly file: string }) => {
  const t = words.stakeholders.imports;
  const { added, changed } = countOutcomes(plan.people);
  if (added + changed === 0) return <p class="lead">{t.nothingToDo}</p>;
  return (
    <form method="post" action="/stakeholders/import/confirm" class="acts">
      <input type="hidden" name="file" value={file} />
      <input type="hidden" name="fingerprint" value={plan.fingerprint} />
      <button type="submit">{t.confirm(added, changed)}</button>
      <a href="/stakeholders">{words.stakeholders.cancel}</a>
    </form>
  );
};

const RefusedLines = ({ words, plan, lines }: PlanProps & { readonly lines: number }) => {
  const t = words.stakeholders.imports;
  const shown = plan.errors.slice(0, LISTED);
  return (
    <div class="panel wrong" tabindex={-1} data-notice>
      <h2>{t.refusedTitle(lines)}</h2>
      <p>{t.refusedText}</p>
      <ul class="places">
        {shown.map((error) => (
          <li>
            {error.line !== null && <b>{`${t.line} ${error.line}: `}</b>}
            {entryErrorText(error, words.language)}
          </li>
        ))}
        {plan.errors.length > shown.length && <li>{t.more(plan.errors.length - shown.length)}</li>}
      </ul>
    </div>
  );
};

const PlannedPeople = ({ words, plan }: PlanProps) => {
  const t = words.stakeholders.imports;
  const acted = plan.people.filter(({ outcome }) => outcome !== 'unchanged');
  if (acted.length === 0) return null;
  return (
    <table class="stack list">
      <caption class="sr">{t.previewTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{words.stakeholders.fields.name}</th>
          <th scope="col">{t.line}</th>
          <th scope="col">{t.what}</th>
        </tr>
      </thead>
      <tbody>
        {acted.slice(0, LISTED).map((planned) => (
          <tr>
            <th scope="row">
              {planned.entry.name}
              <small>{planned.entry.address}</small>
            </th>
            <td>
              <span class="stacked">{`${t.line} `}</span>
              {planned.line}
            </td>
            <td>{whatHappens(planned, words)}</td>
          </tr>
        ))}
        {acted.length > LISTED && (
          <tr>
            <td colspan={3}>{t.more(acted.length - LISTED)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
};

function whatHappens({ outcome, changed }: PlannedPerson, words: PortalWords): string {
  const t = words.stakeholders.imports;
  if (outcome === 'left') return t.leftText;
  if (outcome !== 'changed') return t.oneOutcome[outcome];
  const fields = Object.entries(words.stakeholders.fields);
  const names = changed.map((field) => fields.find(([name]) => name === field)?.[1].toLowerCase() ?? field);
  return t.changes(names.join(', '));
}

const Remarks = ({ words, plan: { merged, remarks } }: PlanProps) => {
  const t = words.stakeholders.imports;
  const texts = [
    ...merged.map(({ line, into }) => t.merged(line, into)),
    ...remarks.map((remark) => remarkText(remark, words.language)),
  ];
  if (texts.length === 0) return null;
  return (
    <section>
      <h2>{t.remarksTitle}</h2>
      <ul class="places">
        {texts.slice(0, LISTED).map((text) => (
          <li>{text}</li>
        ))}
        {texts.length > LISTED && <li>{t.more(texts.length - LISTED)}</li>}
      </ul>
    </section>
  );
};

const Absent = ({ words, plan: { absent } }: PlanProps) => {
  const t = words.stakeholders.imports;
  if (absent.length === 0) return null;
  return (
    <details>
      <summary>{t.absentTitle(absent.length)}</summary>
      <p class="lead">{t.absentText}</p>
      <ul class="places">
        {absent.slice(0, LISTED).map(({ name, address }) => (
          <li>{`${name}, ${address}`}</li>
        ))}
        {absent.length > LISTED && <li>{t.more(absent.length - LISTED)}</li>}
      </ul>
    </details>
  );
};
