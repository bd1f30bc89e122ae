import type { Month } from '../../domain/month.ts';
import type { LeftOut, PlannedMessage, PlannedRun, PlannedSheet } from '../../steps/distribute/preview-run.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { monthText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { editionText, type HeldMember, HeldMembers } from './distribution-parts.tsx';
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
  /** The names of the sheets of a family, by id; empty for a sheet without one. */
  readonly names: ReadonlyMap<string, string>;
  /** Members of the family that the run leaves out because they are held. */
  readonly held: readonly HeldMember[];
  readonly isHeld: boolean;
  /** Names the run that the form starts: sending the form twice starts it once. */
  readonly runKey: string;
  /** Why no run was started; null if none was asked for. */
  readonly error: string | null;
}

/** Who would get what, who would get nothing and why, and the button that sends it. */
export const RunPage = (props: RunPageProps) => {
  const { frame, sheet, title, plan, isSent, names, held, isHeld, runKey, error } = props;
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
      {count === 0 && !isHeld && plan.report.why && <p class="lead">{t.whyNothing[plan.report.why]}</p>}
      <HeldMembers words={words} members={held} />
      {count > 0 && !isHeld && (
        <form method="post" action={`/distribution/${sheet}/run`} class="acts">
          <input type="hidden" name="key" value={runKey} />
          <button type="submit">{t.runNow(count)}</button>
          <a href={`/distribution/${sheet}`}>{t.cancel}</a>
          <p>{t.runHelp}</p>
        </form>
      )}
      <PlannedMessages words={words} messages={plan.messages} names={names} />
      <LeftOutPeople words={words} people={plan.leftOut} names={names} />
    </Layout>
  );
};

interface PlannedMessagesProps {
  readonly words: PortalWords;
  readonly messages: readonly PlannedMessage[];
  readonly names: ReadonlyMap<string, string>;
}

const PlannedMessages = ({ words, messages, names }: PlannedMessagesProps) => {
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
        {messages.slice(0, LISTED).map(({ person, month, sheets, later, delivery }) => (
          <tr>
            <th scope="row">
              {person.name}
              <small>{person.address}</small>
            </th>
            <td lang={person.language}>{READER_WORDS[person.language].name}</td>
            <td>
              <PlannedSheets words={words} month={month} sheets={sheets} names={names} />
              <small>{delivery === null ? t.cannot : words.stakeholders.deliveries[delivery]}</small>
              {later.length > 0 && (
                <small>
                  {t.later} <SheetNames words={words} sheets={later} names={names} />
                </small>
              )}
            </td>
            <td>{kindOf(sheets, words)}</td>
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

interface PlannedSheetsProps {
  readonly words: PortalWords;
  readonly month: Month;
  readonly sheets: readonly PlannedSheet[];
  readonly names: ReadonlyMap<string, string>;
}

/** The edition of a message, or the month and the sheets of a family. */
const PlannedSheets = ({ words, month, sheets, names }: PlannedSheetsProps) => {
  const [first] = sheets;
  if (first && names.size === 0) return <>{editionText(words, month, first.revision)}</>;
  return (
    <>
      {monthText(month, words.language)}:{' '}
      <SheetNames words={words} sheets={sheets.map((one) => one.sheet)} names={names} />
    </>
  );
};

/** More names than this are behind a count. */
const NAMED = 6;

interface SheetNamesProps {
  readonly words: PortalWords;
  readonly sheets: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

const SheetNames = ({ words, sheets, names }: SheetNamesProps) => {
  const all = sheets.map((sheet) => names.get(sheet) ?? sheet).join(', ');
  if (sheets.length <= NAMED) return <>{all}</>;
  return (
    <details>
      <summary>{words.distribution.sheets(sheets.length)}</summary>
      {all}
    </details>
  );
};

/** Whether a message brings corrections: of one sheet, which revision; of several, how many. */
function kindOf(sheets: readonly PlannedSheet[], { distribution: t }: PortalWords): string {
  const corrected = sheets.flatMap(({ corrects }) => corrects ?? []);
  const [revision] = corrected;
  if (revision === undefined) return t.first;
  return sheets.length === 1 ? t.corrects(revision) : t.correctsSome(corrected.length);
}

interface LeftOutProps {
  readonly words: PortalWords;
  readonly people: readonly LeftOut[];
  readonly names: ReadonlyMap<string, string>;
}

const LeftOutPeople = ({ words, people, names }: LeftOutProps) => {
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
          {people.slice(0, LISTED).map(({ person, why, sheets }) => (
            <tr>
              <th scope="row">
                {person.name}
                <small>{person.address}</small>
              </th>
              <td>
                {t.whyLeftOut[why]}{' '}
                {names.size > 0 && (
                  <small>
                    <SheetNames words={words} sheets={sheets.map((one) => one.sheet)} names={names} />
                  </small>
                )}
              </td>
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
