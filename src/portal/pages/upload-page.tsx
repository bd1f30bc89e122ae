import type { Month } from '../../domain/month.ts';
import { monthText } from '../formatted-dates.ts';
import { type Frame, Layout } from './layout.tsx';

export interface UploadPageProps {
  readonly frame: Frame;
  readonly hotline: string;
  readonly name: string;
  readonly month: Month;
}

/** Checks the files of a month, then sends those that are ready. */
export const UploadPage = ({ frame, hotline, name, month }: UploadPageProps) => {
  const { words } = frame;
  const t = words.upload;
  return (
    <Layout frame={frame} title={`${name}, ${monthText(month, words.language)}`} script={frame.assets.uploading}>
      <p class="crumb">
        <a href="/">{words.overview}</a>
      </p>
      <div class="head">
        <h1>{`${name}, ${monthText(month, words.language)}`}</h1>
      </div>
      <noscript>
        <p class="lead">{t.noScript}</p>
      </noscript>
      <upload-desk
        data-place={`/api/v1/hotlines/${hotline}/months/${month}`}
        data-language={words.language}
        data-words={JSON.stringify(t)}
      >
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
        <div data-files></div>
        <div class="acts">
          <button type="button" data-send hidden></button>
          <p>{t.values}</p>
        </div>
      </upload-desk>
    </Layout>
  );
};

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'upload-desk': Record<string, unknown>;
    }
  }
}
