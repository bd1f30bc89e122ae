import type { Child } from 'hono/jsx';
import type { PortalWords } from '../words/portal-words.ts';

export interface NoticeProps {
  readonly title: string;
  readonly children?: Child;
  /** The form whose typed text was stored, so that it is not offered again. */
  readonly stored?: string | undefined;
}

/** Says what is wrong, at the top of a page; it takes the focus, so that it is read first. */
export const WrongNotice = ({ title, children }: NoticeProps) => (
  <div class="panel wrong" role="alert" tabindex={-1} data-notice>
    <h2>{title}</h2>
    {children}
  </div>
);

/** Says what was done. */
export const DoneNotice = ({ title, children, stored }: NoticeProps) => (
  <div class="panel done" role="status" tabindex={-1} data-notice data-stored={stored}>
    <h2>{title}</h2>
    {children}
  </div>
);

interface DetailProps {
  readonly words: PortalWords;
  /** A failure's own message, which is in English. */
  readonly text: string;
}

/** A message in English below its translation: for whoever is asked about it. */
export const Detail = ({ words, text }: DetailProps) => (
  <p class="meta">
    {words.detail}: <span lang="en">{text}</span>
  </p>
);

export interface ErrorSummaryProps {
  readonly title: string;
  /** What is wrong, by the id of its field. */
  readonly errors: ReadonlyMap<string, string>;
}

/** Lists everything that is wrong with a form, each with a link to its field. */
export const ErrorSummary = ({ title, errors }: ErrorSummaryProps) =>
  errors.size === 0 ? null : (
    <WrongNotice title={title}>
      <ul>
        {[...errors].map(([field, text]) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </WrongNotice>
  );
