import type { Month } from '../../domain/month.ts';
import { hasRole, type Person } from '../../domain/person.ts';
import type { MemberCounts } from '../../steps/family-counts.ts';
import { dateText, monthText } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import type { VisibleEdition } from '../visible-timetable.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { revisionAddress } from './edition-page.tsx';
import { type Frame, Layout } from './layout.tsx';
import { EditionMark } from './marks.tsx';
import { PublishedFiles } from './published-files.tsx';

export interface EditionsPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly overview: Overview;
}

/** Every edition that the person may see, by sheet, newest first, and the files of the newest approved one. */
export const EditionsPage = ({ frame, person, overview }: EditionsPageProps) => {
  const { words } = frame;
  const { editions } = overview.timetable;
  const sheets = [...new Set(editions.map(({ sheet }) => sheet))];
  const mayReview = hasRole(person, 'reviewer', 'approver');
  return (
    <Layout frame={frame} title={words.editions} current="editions">
      <div class="head">
        <h1>{words.editions}</h1>
      </div>
      {sheets.length === 0 && <p class="lead">{words.published.none}</p>}
      {sheets.map((sheet) => {
        const published = overview.published.find((one) => one.edition.sheet === sheet);
        return (
          <section>
            <h2>{overview.sheetNames.get(sheet) ?? sheet}</h2>
            <div class="cols">
              <div class="c7">
                <EditionList
                  words={words}
                  mayReview={mayReview}
                  members={overview.families.get(sheet)}
                  editions={editions.filter((edition) => edition.sheet === sheet).toReversed()}
                />
              </div>
              <div class="c5">
                {published && (
                  <>
                    <h3>{`${words.published.title}, ${monthText(published.edition.month, words.language)}`}</h3>
                    <PublishedFiles words={words} published={published} />
                    <p class="lead">
                      <a href={`/explore/${sheet}`}>{words.edition.explore}</a>
                    </p>
                  </>
                )}
              </div>
            </div>
          </section>
        );
      })}
    </Layout>
  );
};

interface EditionListProps {
  readonly words: PortalWords;
  readonly editions: readonly VisibleEdition[];
  readonly mayReview: boolean;
  /** Of a family, how many members are approved, by month. */
  readonly members: ReadonlyMap<Month, MemberCounts> | undefined;
}

const EditionList = ({ words, editions, mayReview, members }: EditionListProps) => (
  <ul class="gets">
    {editions.map((edition) => {
      const { sheet, month, revision, state, approved, decidedAt, decidedBy } = edition;
      const name = monthText(month, words.language, true);
      const decided = decidedAt === null ? [] : [dateText(new Date(decidedAt), words.language), decidedBy ?? ''];
      return (
        <li id={`${sheet}-${month}`}>
          <span>
            <EditionMark state={state} /> <EditionLink edition={edition} name={name} mayReview={mayReview} />
          </span>
          <small>
            {[words.timetable.revision(revision, words.timetable.editionStates[state]), ...decided]
              .filter((part) => part !== '')
              .join(', ')}
            {members && (
              <>
                {' '}
                <a
                  href={`/editions/${sheet}/${month}/family`}
                  aria-label={`${name}: ${membersText(words, members, month)}`}
                >
                  {membersText(words, members, month)}
                </a>
              </>
            )}
            {mayReview && approved !== null && (
              <>
                {' '}
                <a href={revisionAddress(sheet, month, approved)} aria-label={`${words.edition.read}: ${name}`}>
                  {words.edition.read}
                </a>
              </>
            )}
          </small>
        </li>
      );
    })}
  </ul>
);

/** How many members of a family are approved in a month. */
export function membersText({ family }: PortalWords, counts: ReadonlyMap<Month, MemberCounts>, month: Month): string {
  const { approved, members } = counts.get(month) ?? { approved: 0, members: null };
  return members === null ? family.noneOfMembers : family.approvedOf(approved, members);
}

/** Leads reviewers to the review and everyone else to what is approved. */
const EditionLink = ({ edition, name, mayReview }: { edition: VisibleEdition; name: string; mayReview: boolean }) => {
  const { sheet, month, approved } = edition;
  if (mayReview) return <a href={`/editions/${sheet}/${month}`}>{name}</a>;
  return approved === null ? <b>{name}</b> : <a href={revisionAddress(sheet, month, approved)}>{name}</a>;
};
