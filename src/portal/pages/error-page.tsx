import type { Refusal } from '../problem-document.ts';
import type { ErrorKind } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { Detail } from './notice.tsx';

export interface ErrorPageProps {
  readonly frame: Frame;
  readonly kind: ErrorKind;
  readonly refusal: Refusal;
  readonly request: string;
}

/** Shows what went wrong, what to do, and the number under which the error was reported. */
export const ErrorPage = ({ frame, kind, refusal, request }: ErrorPageProps) => {
  const { title, text } = frame.words.errors[kind];
  return (
    <Layout frame={frame} title={title}>
      <div class="head">
        <h1>{title}</h1>
      </div>
      {text !== '' && <p class="lead">{text}</p>}
      {refusal.code !== undefined && <p class="lead">{frame.words.failures[refusal.code]}</p>}
      {refusal.detail !== undefined && <Detail words={frame.words} text={refusal.detail} />}
      <p class="meta">{frame.words.requestNumber(request)}</p>
      <p>
        <a href="/">{frame.words.backToOverview}</a>
      </p>
    </Layout>
  );
};
