import { folderOfSheet, isMemberId } from '../../domain/family.ts';
import { hasRole, type Person } from '../../domain/person.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';
import { LIST_STATES, type ListQuery } from '../../steps/stakeholders/list-stakeholders.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { dateText } from '../formatted-dates.ts';
import { type OfferedSheets, queryText, type ShownList } from '../stakeholder-list.ts';
import type { PortalWords } from '../words/portal-words.ts';
import type { DoneAct } from '../words/stakeholder-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { DoneNotice } from './notice.tsx';
import { StatusTag } from './status-tag.tsx';

export interface StakeholdersPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly list: ShownList;
  /** What was just done, and a sentence with details; null if nothing. */
  readonly done: { readonly act: DoneAct; readonly text: string } | null;
}

/** The list of those who get sheets: for senders with people, for others counts. */
export const StakeholdersPage = ({ frame, person, list, done }: StakeholdersPageProps) => {
  const { words } = frame;
  const t = words.stakeholders;
  const { query, counts, sheets } = list;
  const listed = counts.active + counts.paused + counts.bounced + counts.suspended;
  const title = query.sheet === null ? t.title : t.titleOf(sheets.get(query.sheet)?.title ?? query.sheet);
  return (
    <Layout frame={frame} title={title} current="stakeholders">
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">{t.counts(listed, counts.left)}</span>
      </div>
      {done && (
        <DoneNotice title={t.done[done.act]} stored={done.act === 'added' ? '/stakeholders/add' : undefined}>
          {done.text !== '' && <p>{done.text}</p>}
        </DoneNotice>
      )}
      <section>
        <h2>{words.distribution.section}</h2>
        <Distributions words={words} list={list} />
      </section>
      <section>
        <h2>{t.title}</h2>
        <span class="unit">{t.addressesHidden}</span>
        <Tools words={words} list={list} isSender={hasRole(person, 'sender')} />
        {list.page === null && <p class="lead">{t.onlyCounts}</p>}
        {list.page !== null && <People words={words} list={list} page={list.page} />}
      </section>
    </Layout>
  );
};

/** Whether a main sheet is shown: all are without a filter, and that of the sheet in the filter. */
const isShown = (id: string, asked: string | null): boolean => asked === null || id === folderOfSheet(asked);

/** When each sheet is sent next, with the way to its distribution. */
const Distributions = ({ words, list }: { readonly words: PortalWords; readonly list: ShownList }) => (
  <ul class="gets">
    {[...list.sheets]
      .filter(([id, { family }]) => family === null && isShown(id, list.query.sheet))
      .map(([id, { title }]) => (
        <li>
          <a href={`/distribution/${id}`}>{title}</a>
          <small>{list.next.get(id) ?? words.tiles.notScheduled}</small>
        </li>
      ))}
  </ul>
);

interface ToolsProps {
  readonly words: PortalWords;
  readonly list: ShownList;
  readonly isSender: boolean;
}

const Tools = ({ words, list, isSender }: ToolsProps) => {
  const t = words.stakeholders;
  const { query, sheets } = list;
  return (
    <div class="tools find">
      {isSender && (
        <form method="get" action="/stakeholders" class="search">
          <label for="q" class="sr">
            {t.search}
          </label>
          <input type="search" id="q" name="q" value={query.text} placeholder={t.search} maxlength={200} />
          {query.state !== null && <input type="hidden" name="state" value={query.state} />}
          <label for="sheet" class="sr">
            {t.filterSheet}
          </label>
          <select id="sheet" name="sheet">
            <option value="">{t.allSheets}</option>
            <SheetOptions sheets={sheets} chosen={query.sheet} />
          </select>
          <button type="submit" class="quiet">
            {t.find}
          </button>
        </form>
      )}
      <StateFilter words={words} list={list} isSender={isSender} />
      {isSender && (
        <span class="right">
          <a class="btn quiet" href="/stakeholders/add">
            {t.add}
          </a>
          <a class="btn quiet" href="/stakeholders/import">
            {t.importList}
          </a>
        </span>
      )}
    </div>
  );
};

interface SheetOptionsProps {
  readonly sheets: OfferedSheets;
  readonly chosen: string | null;
}

/** Main sheets, and the members of each family in a group. */
const SheetOptions = ({ sheets, chosen }: SheetOptionsProps) => (
  <>
    {[...sheets]
      .filter(([, { family }]) => family === null)
      .map(([main, { title }]) => {
        const members = [...sheets].filter(([, { family }]) => family === main);
        return (
          <>
            <option value={main} selected={main === chosen}>
              {title}
            </option>
            {members.length > 0 && (
              <optgroup label={title}>
                {members.map(([id, { name }]) => (
                  <option value={id} selected={id === chosen}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
          </>
        );
      })}
  </>
);

/** Links with counts; plain counts for those who see no people. */
const StateFilter = ({ words, list, isSender }: ToolsProps) => {
  const t = words.stakeholders;
  const { query, counts } = list;
  const all = counts.active + counts.paused + counts.bounced + counts.suspended;
  const shown = LIST_STATES.filter((state) => counts[state] > 0 || state === 'active' || state === query.state);
  const items = [[null, `${t.all} ${all}`] as const, ...shown.map((s) => [s, `${t.states[s]} ${counts[s]}`] as const)];
  if (!isSender)
    return (
      <ul class="legend">
        {items.map(([, text]) => (
          <li>{text}</li>
        ))}
      </ul>
    );
  return (
    <nav class="seg" aria-label={t.filterState}>
      {items.map(([state, text]) => (
        <a
          href={`/stakeholders${queryText({ ...query, state, after: null })}`}
          aria-current={state === query.state ? 'true' : undefined}
        >
          {text}
        </a>
      ))}
    </nav>
  );
};

interface PeopleProps {
  readonly words: PortalWords;
  readonly list: ShownList;
  readonly page: NonNullable<ShownList['page']>;
}

const People = ({ words, list, page }: PeopleProps) => {
  const t = words.stakeholders;
  const { query } = list;
  if (page.people.length === 0) {
    const isFiltered = query.text !== '' || query.state !== null || query.sheet !== null;
    return <p class="lead">{isFiltered ? t.noneFound : t.none}</p>;
  }
  return (
    <>
      <table class="stack list">
        <caption class="sr">{t.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.fields.name}</th>
            <th scope="col">{t.fields.language}</th>
            <th scope="col">{t.fields.sheets}</th>
            <th scope="col">{t.fields.delivery}</th>
            <th scope="col">{t.status}</th>
            <th scope="col">
              <span class="sr">{t.change}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.people.map((one) =>
            one.status === 'left' ? (
              <FormerRow words={words} person={one} />
            ) : (
              <PersonRow words={words} list={list} person={one} />
            ),
          )}
        </tbody>
      </table>
      <p class="more">
        {t.shown(page.people.length, page.total)}{' '}
        {query.after !== null && <a href={`/stakeholders${queryText({ ...query, after: null })}`}>{t.first}</a>}{' '}
        {page.next !== null && (
          <a rel="next" href={`/stakeholders${queryText({ ...query, after: page.next })}`}>
            {t.next(query.limit)}
          </a>
        )}{' '}
        <a href="/api/v1/stakeholders.csv">{t.exportList}</a>
      </p>
    </>
  );
};

const FormerRow = ({ words, person }: { readonly words: PortalWords; readonly person: FormerStakeholder }) => (
  <tr>
    <th scope="row">
      {words.stakeholders.leftPerson}
      <small>{words.stakeholders.leftOn(dateText(new Date(person.changedAt), words.language))}</small>
    </th>
    <td colspan={5}></td>
  </tr>
);

interface PersonRowProps {
  readonly words: PortalWords;
  readonly list: ShownList;
  readonly person: Stakeholder;
}

const PersonRow = ({ words, list, person }: PersonRowProps) => {
  const t = words.stakeholders;
  const { id, name, organisation, address, language, sheets, delivery } = person;
  return (
    <tr>
      <th scope="row">
        <a href={`/stakeholders/${id}`}>{name}</a>
        <small>{organisation === '' ? address : `${organisation}, ${address}`}</small>
      </th>
      <td lang={language}>{READER_WORDS[language].name}</td>
      <td>
        <ChosenSheets words={words} chosen={sheets} sheets={list.sheets} />
      </td>
      <td>{t.deliveries[delivery]}</td>
      <td>
        <StatusTag words={t} person={person} />
      </td>
      <td class="act">
        <QuickAct words={words} query={list.query} person={person} />{' '}
        <a href={`/stakeholders/${id}/removal`} aria-label={t.actOn(t.acts.remove, name)}>
          {t.acts.remove}
        </a>
      </td>
    </tr>
  );
};

/** More members of a family than this are behind a count. */
const NAMED = 6;

interface ChosenSheetsProps {
  readonly words: PortalWords;
  readonly chosen: readonly string[];
  readonly sheets: OfferedSheets;
}

/** The titles of the chosen sheets; the members of a family under the title of its main sheet. */
const ChosenSheets = ({ words, chosen, sheets }: ChosenSheetsProps) => {
  const families = [...new Set(chosen.filter(isMemberId).map(folderOfSheet))];
  const mains = chosen.filter((id) => !isMemberId(id)).map((id) => sheets.get(id)?.title ?? id);
  return (
    <>
      {mains.join(', ')}
      {families.map((family) => {
        const own = chosen.filter((id) => isMemberId(id) && folderOfSheet(id) === family);
        const names = own.map((id) => sheets.get(id)?.name ?? id).join(', ');
        return (
          <>
            {mains.length > 0 && <br />}
            {sheets.get(family)?.title ?? family}:{' '}
            {own.length > NAMED ? (
              <details>
                <summary>{words.distribution.sheets(own.length)}</summary>
                {names}
              </details>
            ) : (
              names
            )}
          </>
        );
      })}
    </>
  );
};

interface QuickActProps {
  readonly words: PortalWords;
  readonly query: ListQuery;
  readonly person: Stakeholder;
}

/** Pauses or resumes with one click. Ending a suspension needs a reason, which the person's page asks for. */
const QuickAct = ({ words, query, person }: QuickActProps) => {
  const t = words.stakeholders;
  const { id, name, status, generation } = person;
  if (status === 'suspended')
    return (
      <a href={`/stakeholders/${id}#status`} aria-label={t.actOn(t.acts.reactivate, name)}>
        {t.acts.reactivate}
      </a>
    );
  const act = status === 'active' ? 'pause' : 'resume';
  return (
    <form method="post" action={`/stakeholders/${id}/status`}>
      <input type="hidden" name="generation" value={String(generation)} />
      <input type="hidden" name="back" value={queryText(query)} />
      <button type="submit" class="link" name="act" value={act} aria-label={t.actOn(t.acts[act], name)}>
        {t.acts[act]}
      </button>
    </form>
  );
};
