import type { Child } from 'hono/jsx';
import { PROBLEM_CODES } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import type { ApiSummary } from '../api-document.ts';
import type { HelpPageWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';

export interface HelpPageProps {
  readonly frame: Frame;
  readonly words: HelpPageWords;
  readonly children?: Child;
}

/** A page of help: its paragraphs, and what belongs to it. */
const HelpPage = ({ frame, words, children }: HelpPageProps) => (
  <Layout frame={frame} title={words.title}>
    <div class="head">
      <h1>{words.title}</h1>
    </div>
    {words.text.map((text) => (
      <p class="lead">{text}</p>
    ))}
    {children}
  </Layout>
);

/** How a month is uploaded, and every problem that a check can find. */
export const UploadingHelp = ({ frame }: { readonly frame: Frame }) => {
  const { language, help } = frame.words;
  return (
    <HelpPage frame={frame} words={help.uploading}>
      <section>
        <h2>{help.uploading.problems}</h2>
        <span class="unit">{help.uploading.problemsLead}</span>
        <dl class="problems">
          {PROBLEM_CODES.map((code) => {
            const { sentence, remedy } = WORDS[language].problems[code];
            return (
              <div id={code}>
                <dt>{sentence}</dt>
                <dd>
                  {remedy} <code>{code}</code>
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
    </HelpPage>
  );
};

/** What programs can do, with the way to the document that describes it completely. */
export const ApiHelp = ({
  frame,
  operations,
}: {
  readonly frame: Frame;
  readonly operations: readonly ApiSummary[];
}) => {
  const t = frame.words.help.api;
  return (
    <HelpPage frame={frame} words={t}>
      <p class="lead">
        <a href="/api/openapi.json">{t.document}</a>
      </p>
      <section>
        <h2>{t.operations}</h2>
        <dl class="problems" lang="en">
          {operations.map(({ method, path, summary }) => (
            <div>
              <dt>
                <code>{`${method} ${path}`}</code>
              </dt>
              <dd>{summary}</dd>
            </div>
          ))}
        </dl>
      </section>
    </HelpPage>
  );
};

/** What was done so that everyone can use the portal, and what was not tried. */
export const AccessibilityHelp = ({ frame }: { readonly frame: Frame }) => (
  <HelpPage frame={frame} words={frame.words.help.accessibility} />
);
