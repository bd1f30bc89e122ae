import type { Child } from 'hono/jsx';
import { nextMonth } from '../../domain/month.ts';
import { hasRole, isAnalystOf, type Person } from '../../domain/person.ts';
import { monthText, shortDay, timeText, zoneText } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { deliveriesAddress } from './waiting-list.tsx';

export interface TilesProps {
  readonly words: PortalWords;
  readonly person: Person;
  readonly overview: Overview;
}

/** Counts of everything that waits for the signed-in person. */
export const Tiles = (props: TilesProps) => {
  const { words, person, overview } = props;
  const isReviewing = hasRole(person, 'reviewer', 'approver');
  const { unconfirmed } = overview;
  return (
    <ul class="tiles" id="tiles" data-part>
      {overview.newest && <FilesTile {...props} newest={overview.newest} />}
      {isReviewing && <ReviewTile {...props} />}
      {unconfirmed !== null && (
        <Tile
          number={unconfirmed}
          noun={words.tiles.unconfirmed(unconfirmed)}
          gloss={unconfirmed === 0 ? words.tiles.noneUnconfirmed : words.tiles.unconfirmedHelp}
        >
          <ResolveLink {...props} />
        </Tile>
      )}
      {hasRole(person, 'reviewer', 'approver', 'sender') && <NextTile {...props} />}
      {!isReviewing && <ApprovedTile {...props} />}
    </ul>
  );
};

interface TileProps {
  readonly number: Child;
  readonly noun: string;
  readonly gloss: string;
  readonly children?: Child;
}

const Tile = ({ number, noun, gloss, children }: TileProps) => (
  <li>
    <span class="n">{number}</span>
    <span class="noun">{noun}</span>
    <span class="gloss">{gloss}</span>
    {children}
  </li>
);

/** Leads a sender to the oldest edition with unconfirmed messages. */
const ResolveLink = ({ words, person, overview }: TilesProps) => {
  const edition = overview.timetable.editions.find(({ unconfirmed }) => (unconfirmed ?? 0) > 0);
  if (!edition || !hasRole(person, 'sender')) return null;
  return <a href={deliveriesAddress(edition)}>{words.tiles.resolve}</a>;
};

const FilesTile = ({
  words,
  newest,
  person,
  overview,
}: TilesProps & { readonly newest: NonNullable<Overview['newest']> }) => {
  const { month, accepted, rejected, missing } = newest;
  const own = overview.timetable.hotlines.find(({ hotline }) => isAnalystOf(person, hotline));
  const name = monthText(month, words.language, words.language === 'en').replace(/ .*$/u, '');
  return (
    <Tile
      number={
        <>
          {accepted} <small>{words.tiles.of(accepted + rejected + missing)}</small>
        </>
      }
      noun={words.tiles.accepted(name)}
      gloss={rejected + missing === 0 ? words.tiles.allAccepted : words.tiles.rejectedMissing(rejected, missing)}
    >
      {rejected > 0 && <a href="/exports">{words.tiles.problems}</a>}
      {own && <a href={`/exports/${own.hotline}/${month}`}>{words.tiles.upload}</a>}
      {own && <a href={`/exports/${own.hotline}/${nextMonth(month)}`}>{words.tiles.uploadNext}</a>}
    </Tile>
  );
};

const ReviewTile = ({ words, overview }: TilesProps) => {
  const { toReview, sheetNames } = overview;
  const newest = toReview.at(-1);
  const gloss = newest
    ? `${sheetNames.get(newest.sheet) ?? newest.sheet}, ${monthText(newest.month, words.language)}`
    : words.tiles.nothingToReview;
  return (
    <Tile number={toReview.length} noun={words.tiles.toReview(toReview.length)} gloss={gloss}>
      {newest && <a href={`/editions/${newest.sheet}/${newest.month}`}>{words.tiles.review}</a>}
    </Tile>
  );
};

const NextTile = ({ words, overview }: TilesProps) => {
  const { next, recipients, sheetNames } = overview;
  if (!next) return <Tile number="–" noun={words.tiles.next} gloss={words.tiles.notScheduled} />;
  const when = words.tiles.atZone(timeText(next.at, next.zone), zoneText(next.zone, words.language), recipients);
  return (
    <Tile
      number={shortDay(next.at, words.language, next.zone)}
      noun={words.tiles.next}
      gloss={`${when}${words.colon}${sheetNames.get(next.sheet) ?? next.sheet}`}
    >
      <a href={`/distribution/${next.sheet}`}>{words.tiles.distribution}</a>
    </Tile>
  );
};

const ApprovedTile = ({ words, overview }: TilesProps) => {
  const [first] = overview.published;
  if (!first) return <Tile number="–" noun={words.tiles.newestApproved} gloss={words.published.none} />;
  const { sheet, month } = first.edition;
  return (
    <Tile
      number={monthText(month, words.language, true).replace(/ .*$/u, '')}
      noun={words.tiles.newestApproved}
      gloss={`${overview.sheetNames.get(sheet) ?? sheet}, ${monthText(month, words.language)}`}
    />
  );
};
