import { dateText, monthText } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import type { VisibleEdition } from '../visible-timetable.ts';
import type { Waiting } from '../waiting.ts';
import type { PortalWords } from '../words/portal-words.ts';

interface WaitingProps {
  readonly words: PortalWords;
  readonly overview: Overview;
}

/** What waits for the person who is signed in, each with a link to where it is done. */
export const WaitingList = ({ words, overview }: WaitingProps) => (
  <section class="waiting" id="waiting" data-part>
    <h2>{words.waiting.title}</h2>
    {overview.waiting.length === 0 && <p class="lead">{words.waiting.nothing}</p>}
    {overview.waiting.length > 0 && (
      <ul class="since">
        {overview.waiting.map((one) => (
          <WaitingItem words={words} overview={overview} waiting={one} />
        ))}
      </ul>
    )}
  </section>
);

const WaitingItem = ({ words, overview, waiting }: WaitingProps & { readonly waiting: Waiting }) => {
  const t = words.waiting;
  const { text, address, more } = itemOf(waiting, words, overview);
  return (
    <li>
      {address === null ? text : <a href={address}>{text}</a>}
      {more !== null && <p class="hint">{t.tables(more)}</p>}
    </li>
  );
};

/** The address of the messages of an edition. */
export const deliveriesAddress = ({ sheet, month }: Pick<VisibleEdition, 'sheet' | 'month'>): string =>
  `/distribution/${sheet}/editions/${month}`;

interface Item {
  readonly text: string;
  /** Null if the person does it elsewhere. */
  readonly address: string | null;
  readonly more: string | null;
}

function itemOf(waiting: Waiting, words: PortalWords, { hotlineNames, sheetNames }: Overview): Item {
  const t = words.waiting;
  const { language } = words;
  if (waiting.kind === 'export' || waiting.kind === 'rejected') {
    const { hotline, month } = waiting;
    const name = hotlineNames.get(hotline) ?? hotline;
    const address = `/exports/${hotline}/${month}`;
    const inWords = monthText(month, language);
    if (waiting.kind === 'rejected') return { text: t.rejected(waiting.files, name, inWords), address, more: null };
    const day = dateText(waiting.due, language, 'UTC');
    const text = waiting.isOverdue ? t.overdue(name, inWords, day) : t.due(name, inWords, day);
    return { text, address: waiting.mayUpload ? address : null, more: waiting.tables.join(', ') };
  }
  const { sheet, month, revision } = waiting.edition;
  const title = sheetNames.get(sheet) ?? sheet;
  if (waiting.kind === 'review')
    return {
      text: t.review(title, monthText(month, language), revision),
      address: `/editions/${sheet}/${month}`,
      more: null,
    };
  const text = t.unconfirmed(waiting.messages, title, monthText(month, language));
  return { text, address: deliveriesAddress(waiting.edition), more: null };
}
