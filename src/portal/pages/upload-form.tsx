import type { Month } from '../../domain/month.ts';
import { momentText } from '../formatted-dates.ts';
import { fileState, type MonthFile } from '../month-files.ts';
import type { Frame } from './layout.tsx';
import { FileMark } from './marks.tsx';

export interface UploadFormProps {
  readonly frame: Frame;
  readonly hotline: string;
  readonly month: Month;
  readonly files: readonly MonthFile[];
  readonly now: Date;
  /** Whether files go to the store of exports and not to the portal, as in AWS. */
  readonly isOffered: boolean;
  /** Whether a file of the month is not accepted yet. */
  readonly isIncomplete: boolean;
}

/** Checks the files of a month, then sends those that are ready. The page's script does the work. */
export const UploadForm = ({ frame, hotline, month, files, now, isOffered, isIncomplete }: UploadFormProps) => {
  const { words } = frame;
  const t = words.upload;
  return (
    <>
      <noscript>
        <p class="lead">{t.noScript}</p>
      </noscript>
      <upload-form
        data-place={`/api/v1/hotlines/${hotline}/months/${month}`}
        data-month={month}
        data-offers={isOffered ? 'yes' : 'no'}
        data-language={words.language}
        data-received={JSON.stringify(files.map((file) => receivedFile(file, now, frame)))}
        data-words={JSON.stringify(t)}
      >
        <ol class="steps" data-steps aria-label={t.steps}>
          {[t.stepChoose, t.stepCheck, t.stepSend].map((step, index) => (
            <li aria-current={index === 0 ? 'step' : undefined}>{step}</li>
          ))}
        </ol>
        <div data-summary></div>
        <div class="drop">
          <label for="files">{t.files}</label>
          <p class="hint" id="files-hint">
            {t.hint}
          </p>
          <input
            id="files"
            class="sr"
            type="file"
            multiple
            accept=".csv,.gz,.xlsx,.zip"
            aria-describedby="files-hint"
          />
          <button type="button" class="quiet" data-choose>
            {t.choose}
          </button>
        </div>
        <p role="status" class="lead"></p>
        <div data-notice-place></div>
        <p>
          <button type="button" class="quiet" data-cancel hidden>
            {t.cancel}
          </button>
        </p>
        <div data-files>
          <ul class="files" data-list></ul>
          <div class="acts">
            <button type="button" data-send hidden></button>
          </div>
          <div id="month-incomplete" data-part>
            {isIncomplete && <p class="hint">{t.incomplete}</p>}
          </div>
          <div data-problems></div>
        </div>
        {(['accepted', 'rejected', 'missing'] as const).map((state) => (
          <span data-mark={state} hidden>
            <FileMark state={state} />
          </span>
        ))}
        <p class="hint">{t.values}</p>
      </upload-form>
    </>
  );
};

/** What the script says of a file that a new one replaces. */
const receivedFile = (file: MonthFile, now: Date, { words }: Frame) => ({
  name: file.name,
  state: fileState(file),
  tables: file.tables.flatMap(({ table, isCounted }) => (isCounted && table !== null ? table : [])),
  when: momentText(new Date(file.at), now, words.language),
  records: file.tables.reduce((sum, { records }) => sum + records, 0),
  filled: file.filled,
  isApproved: file.countedIn.some(({ isApproved }) => isApproved),
});

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'upload-form': Record<string, unknown>;
    }
  }
}
