/** A calendar day without a zone; months from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The clock of a time zone; instants are milliseconds since 1970 in UTC. */
export interface Zone {
  /** Returns the zone's calendar day at an instant. */
  dayAt(instant: number): CalendarDay;
  /**
   * Returns every instant at which the zone's clock shows a time: none in the gap of spring, two in the overlap of
   * autumn.
   */
  instantsOf(day: CalendarDay, hour: number, minute: number): number[];
  /** Returns the first of these instants, or the first instant after the gap if the time is skipped. */
  firstInstantOf(day: CalendarDay, hour: number, minute: number): number;
}

const HOUR = 3_600_000;
const NAME = /^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/u;

/** Returns the zone of an IANA name (`America/Mexico_City`, `UTC`); null if the name is unknown. */
export function findZone(name: string): Zone | null {
  if (!NAME.test(name)) return null;
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    return makeZone(new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', ...parts }));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function makeZone(format: Intl.DateTimeFormat): Zone {
  const offsetAt = (instant: number): number => wallTime(format, instant) - Math.floor(instant / 60_000) * 60_000;
  const around = (wall: number): [before: number, after: number] => [
    wall - offsetAt(wall - 24 * HOUR),
    wall - offsetAt(wall + 24 * HOUR),
  ];
  const instantsOf = (day: CalendarDay, hour: number, minute: number): number[] => {
    const wall = Date.UTC(day.year, day.month - 1, day.day, hour, minute);
    return [...new Set(around(wall))].filter((instant) => wallTime(format, instant) === wall).sort((a, b) => a - b);
  };
  return {
    dayAt: (instant) => {
      const wall = new Date(wallTime(format, instant));
      return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
    },
    instantsOf,
    // with the offset before the gap, a skipped time is as long after the gap as it was into it
    firstInstantOf: (day, hour, minute) =>
      instantsOf(day, hour, minute)[0] ?? around(Date.UTC(day.year, day.month - 1, day.day, hour, minute))[0],
  };
}

/** Returns the zone's clock time at an instant, to the minute, as if it were UTC. */
function wallTime(format: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}
