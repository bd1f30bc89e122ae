import type { LeftOut, PlannedMessage, PlannedRun } from '../../steps/distribute/preview-run.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { editionText } from './distribution-parts.tsx';
import { type Frame, Layout } from './layout.tsx';
import { WrongNotice } from './notice.tsx';

/** The number of people that each list shows; the counts are of all. */
const LISTED = 200;

export interface RunPageProps {
  readonly frame: Frame;
  readonly sheet: string;
  readonly title: string;
  readonly plan: PlannedRun;
  /** Whether messages reach people; otherwise they are written to files. */
  readonly isSent: boolean;
  readonly isHeld: boolean;
  /** Names the run that the form starts: sending the form twice starts it once. */
  readonly runKey: string;
  /** Why no run was started; null if none was asked for. */
  readonly error: string | null;
}

/** Who would get what, who would get nothing and why, and the button that sends it. */
export const RunPage = ({ frame, sheet, title, plan, isSent, isHeld, runKey, error }: RunPageProps) => {
  const { words } = frame;
  const t = words.distribution;
  const count = plan.messages.filter(({ delivery }) => delivery !== null).length;
  const headline = count === 0 ? t.nothing : t.would(count);
  return (
    <Layout frame={frame} title={t.runTitle} current="stakeholders">
      <p class="crumb">
        <a href={`/distribution/${sheet}`}>{t.title(title)}</a>
      </p>
      <div class="head">
        <h1>{headline}</h1>
        <span class="meta">{t.bySchedule}</span>
      </div>
      {error !== null && <WrongNotice title={error} />}
      {!isSent && <p class="lead">{t.onlyWritten}</p>}
      {isHeld && <p class="lead bad">{t.heldText}</p>}
      {count > 0 && !isHeld && (
        <form method="post" action={`/distribution/${sheet}/run`} class="acts">
          <input type="hidden" name="key" value={runKey} />
          <button type="submit">{t.runNow(count)}</button>
          <a href={`/distribution/${sheet}`}>{t.cancel}</a>
          <p>{t.runHelp}</p>
        </form>
      )}
      <PlannedMessages words={words} messages={plan.messages} />
      <LeftOutPeople words={words} people={plan.leftOut} />
    </Layout>
  );
};

interface PlannedMessagesProps {
  readonly words: PortalWords;
  readonly messages: readonly PlannedMessage[];
}

const PlannedMessages = ({ words, messages }: PlannedMessagesProps) => {
  const t = words.distribution;
  if (messages.length === 0) return null;
  return (
    <table class="stack list">
      <caption class="sr">{t.runTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{words.stakeholders.fields.language}</th>
          <th scope="col">{t.message}</th>
          <th scope="col">{t.kind}</th>
        </tr>
      </thead>
      <tbody>
        {messages.slice(0, LISTED).map(({ person, month, revision, corrects, delivery }) => (
          <tr>
            <th scope="row">
              {person.name}
              <small>{person.address}</small>
            </th>
            <td lang={person.language}>{READER_WORDS[person.language].name}</td>
            <td>
              {editionText(words, month, revision)}
              <small>{delivery === null ? t.cannot : words.stakeholders.deliveries[delivery]}</small>
            </td>
            <td>{corrects === null ? t.first : t.corrects(corrects)}</td>
          </tr>
        ))}
        {messages.length > LISTED && (
          <tr>
            <td colspan={4}>{words.stakeholders.imports.more(messages.length - LISTED)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
};

const LeftOutPeople = ({ words, people }: { readonly words: PortalWords; readonly people: readonly LeftOut[] }) => {
  const t = words.distribution;
  if (people.length === 0) return null;
  return (
    <section>
      <h2>{t.leftOut(people.length)}</h2>
      <table class="stack list">
        <caption class="sr">{t.leftOut(people.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.why}</th>
          </tr>
        </thead>
        <tbody>
          {people.slice(0, LISTED).map(({ person, why }) => (
            <tr>
              <th scope="row">
                {person.name}
                <small>{person.address}</small>
              </th>
              <td>{t.whyLeftOut[why]}</td>
            </tr>
          ))}
          {people.length > LISTED && (
            <tr>
              <td colspan={2}>{words.stakeholders.imports.more(people.length - LISTED)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
};
