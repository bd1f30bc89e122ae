import type { PortalWords } from '../words/portal-words.ts';

/** The number of months that a page shows by default. */
export const SHOWN_MONTHS = 12;

/** The number of months that a narrow screen shows. */
export const NARROW_MONTHS = 4;

export interface MonthsLinkProps {
  readonly words: PortalWords;
  /** The path of the page. */
  readonly path: string;
  readonly total: number;
  readonly showsAll: boolean;
  /** Whether a narrow screen shows fewer months. */
  readonly isNarrower?: boolean;
}

/** Leads to all months, or back to the last ones; nothing if no month is left out. */
export const MonthsLink = ({ words, path, total, showsAll, isNarrower = false }: MonthsLinkProps) => {
  if (total <= (isNarrower ? NARROW_MONTHS : SHOWN_MONTHS)) return null;
  const isShort = total <= SHOWN_MONTHS;
  return (
    <p class={isShort ? 'more older' : 'more'}>
      {showsAll ? (
        <a href={path}>{words.timetable.lastMonths(SHOWN_MONTHS)}</a>
      ) : (
        <a href={`${path}?months=all`}>{words.timetable.allMonths(total)}</a>
      )}
    </p>
  );
};
