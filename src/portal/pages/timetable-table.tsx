import type { Child } from 'hono/jsx';
import type { Month } from '../../domain/month.ts';
import { isAnalystOf, type Person } from '../../domain/person.ts';
import type { MemberCounts } from '../../steps/family-counts.ts';
import { monthText, shortMonth } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import type { VisibleEdition, VisibleHotline } from '../visible-timetable.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { membersText } from './editions-page.tsx';
import { EditionMark, FileMark } from './marks.tsx';
import { NARROW_MONTHS } from './months-link.tsx';

export interface TimetableProps {
  readonly words: PortalWords;
  readonly overview: Overview;
  readonly months: readonly Month[];
  /** Whether editions that wait for a decision link to their review. */
  readonly mayReview: boolean;
  readonly person: Person;
}

/** Exports and editions on one axis of months. */
export const TimetableTable = ({ words, overview, months, mayReview, person }: TimetableProps) => {
  const { hotlines, editions } = overview.timetable;
  const sheets = [...new Set(editions.map(({ sheet }) => sheet))];
  const head = { words, months };
  return (
    <div class="scroll">
      <table>
        <caption class="sr">{words.timetable.caption}</caption>
        <colgroup>
          <col class="name" />
          {months.map((_, index) => (
            <col class={isOld(index, months) ? 'old' : ''} />
          ))}
        </colgroup>
        <MonthHeads {...head} />
        <tbody>
          {hotlines.map((row) => (
            <HotlineRow
              {...head}
              row={row}
              name={overview.hotlineNames.get(row.hotline) ?? row.hotline}
              mayUpload={isAnalystOf(person, row.hotline)}
            />
          ))}
        </tbody>
        {sheets.length > 0 && (
          <tbody>
            <tr class="part">
              <th scope="rowgroup">{words.editions}</th>
              {months.map((month, index) => (
                <td class={cellClass(month, index, months)}></td>
              ))}
            </tr>
            {sheets.map((sheet) => (
              <SheetRow
                {...head}
                mayReview={mayReview}
                name={overview.sheetNames.get(sheet) ?? sheet}
                members={overview.families.get(sheet)}
                editions={editions.filter((edition) => edition.sheet === sheet)}
              />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
};

const isOld = (index: number, months: readonly Month[]): boolean => index < months.length - NARROW_MONTHS;

const cellClass = (month: Month, index: number, months: readonly Month[]): string =>
  isOld(index, months) ? 'old' : month === months.at(-1) ? 'now' : '';

interface HeadProps {
  readonly words: PortalWords;
  readonly months: readonly Month[];
}

const MonthHeads = ({ words, months }: HeadProps) => (
  <thead>
    <tr>
      <th scope="col">{words.timetable.exports}</th>
      {months.map((month, index) => {
        const year = month.slice(0, 4);
        const isFirst = index === 0 || month.endsWith('-01');
        const isFirstNarrow = index === Math.max(0, months.length - NARROW_MONTHS);
        return (
          <th scope="col" class={cellClass(month, index, months)}>
            {(isFirst || isFirstNarrow) && (
              <b class={isFirst ? '' : 'narrow'} aria-hidden="true">
                {year}
              </b>
            )}
            <span aria-hidden="true">{shortMonth(month, words.language)}</span>
            <span class="sr">{monthText(month, words.language)}</span>
          </th>
        );
      })}
    </tr>
  </thead>
);

/** A cell of the timetable; a link if there is something to do. */
const Cell = ({ address, children }: { readonly address: string | null; readonly children: Child }) =>
  address === null ? (
    <span class="cell">{children}</span>
  ) : (
    <a class="cell" href={address}>
      {children}
    </a>
  );

const HotlineRow = ({
  words,
  months,
  row,
  name,
  mayUpload,
}: HeadProps & { readonly row: VisibleHotline; readonly name: string; readonly mayUpload: boolean }) => (
  <tr>
    <th scope="row">
      {name}
      <small>{row.tables.join(', ')}</small>
    </th>
    {months.map((month, index) => {
      const files = row.months.find((one) => one.month === month)?.files;
      return (
        <td class={cellClass(month, index, months)}>
          <Cell address={mayUpload ? `/exports/${row.hotline}/${month}` : null}>
            {mayUpload && <span class="sr">{`${name}, ${monthText(month, words.language)}: `}</span>}
            {files && files.length > 0 ? (
              <FilesOfMonth words={words} files={files} />
            ) : (
              <span class="sr">{words.timetable.noFiles}</span>
            )}
          </Cell>
        </td>
      );
    })}
  </tr>
);

const FilesOfMonth = ({
  words,
  files,
}: {
  readonly words: PortalWords;
  readonly files: VisibleHotline['months'][number]['files'];
}) => {
  return (
    <>
      <span class="marks">
        {files.map(({ state }) => (
          <FileMark state={state} />
        ))}
      </span>
      <FileCounts words={words} files={files} isMarked />
    </>
  );
};

interface FileCountsProps {
  readonly words: PortalWords;
  readonly files: VisibleHotline['months'][number]['files'];
  /** Whether marks beside it show what is accepted: then only those who hear the page need the count. */
  readonly isMarked?: boolean;
}

/** How many files of a month are accepted, rejected and missing. */
export const FileCounts = ({ words, files, isMarked = false }: FileCountsProps) => {
  const t = words.timetable;
  const accepted = files.filter(({ state }) => state === 'accepted').length;
  const missing = files.filter(({ state }) => state === 'missing').length;
  const empty = files.filter(({ isEmpty }) => isEmpty).length;
  const rejected = files.reduce((sum, file) => sum + file.rejected, 0);
  return (
    <>
      <span class={isMarked ? 'sr' : ''}>{t.filesAccepted(accepted, files.length)}</span>
      {rejected > 0 && <small class="bad">{t.rejected(rejected)}</small>}
      {missing > 0 && <small class="bad">{t.missing(missing)}</small>}
      {empty > 0 && <small>{t.noRecords(empty)}</small>}
    </>
  );
};

interface FamilyLinkProps {
  readonly words: PortalWords;
  readonly newest: VisibleEdition | undefined;
  readonly members: ReadonlyMap<Month, MemberCounts>;
}

/** How many members of a family are approved in its newest edition, with the way to all of them. */
const FamilyLink = ({ words, newest, members }: FamilyLinkProps) =>
  newest ? (
    <small>
      <a href={`/editions/${newest.sheet}/${newest.month}/family`}>{membersText(words, members, newest.month)}</a>
    </small>
  ) : null;

interface SheetRowProps extends HeadProps {
  readonly name: string;
  readonly editions: readonly VisibleEdition[];
  readonly mayReview: boolean;
  /** Of a family, how many members are approved, by month. */
  readonly members: ReadonlyMap<Month, MemberCounts> | undefined;
}

const SheetRow = ({ words, months, name, editions, mayReview, members }: SheetRowProps) => (
  <tr>
    <th scope="row">
      {name}
      {members && <FamilyLink words={words} newest={editions.at(-1)} members={members} />}
    </th>
    {months.map((month, index) => {
      const edition = editions.find((one) => one.month === month);
      return (
        <td class={cellClass(month, index, months)}>
          {edition ? (
            <a
              class="cell"
              href={mayReview ? `/editions/${edition.sheet}/${month}` : `/editions#${edition.sheet}-${month}`}
            >
              <EditionMark state={edition.state} />
              <small class="linked">
                {words.timetable.revision(edition.revision, words.timetable.editionStates[edition.state])}
              </small>
              <span class="sr">{`${name}, ${monthText(month, words.language)}`}</span>
            </a>
          ) : (
            <span class="cell">
              <span class="sr">{words.timetable.noEdition}</span>
            </span>
          )}
        </td>
      );
    })}
  </tr>
);

const FILE_STATES = ['accepted', 'rejected', 'missing'] as const;
const EDITION_STATES = ['draft', 'review', 'rejected', 'approved', 'sent'] as const;

/** The legend of the marks, without those of states that the person never sees. */
export const Legend = ({ words, seesDrafts }: { readonly words: PortalWords; readonly seesDrafts: boolean }) => (
  <ul class="legend" aria-label={words.timetable.legend}>
    {FILE_STATES.map((state) => (
      <li>
        <FileMark state={state} /> {words.timetable.states[state]}
      </li>
    ))}
    {EDITION_STATES.filter((state) => seesDrafts || state === 'approved' || state === 'sent').map((state) => (
      <li class={state === 'draft' ? 'apart' : ''}>
        <EditionMark state={state} /> {words.timetable.editionLegend[state]}
      </li>
    ))}
  </ul>
);
