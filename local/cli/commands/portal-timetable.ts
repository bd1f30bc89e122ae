import { countNoun } from '../../../src/domain/format.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { type EditionInPortal, fetchTimetable, type HotlineInPortal, type PortalAddress } from '../portal-client.ts';

/** What a person asks a portal for; null is everything. */
export interface TimetableAsked {
  readonly hotline: string | null;
  readonly month: string | null;
  readonly sheet: string | null;
}

/** Prints the exports of each hotline and month, the newest first, then the editions, as the token's person may see them. */
export async function statusInPortal(portal: PortalAddress, asked: TimetableAsked, json: boolean, terminal: Terminal) {
  const { hotlines, editions } = await fetchTimetable(portal);
  const shown = hotlines
    .filter(({ hotline }) => asked.hotline === null || hotline === asked.hotline)
    .map((one) => ({
      ...one,
      months: one.months.filter(({ month }) => asked.month === null || month === asked.month),
    }));
  if (json) terminal.out(JSON.stringify(shown, null, 2));
  else for (const line of shown.flatMap(exportLines)) terminal.out(line);
  if (!json && asked.hotline === null && asked.month === null)
    for (const edition of editions) terminal.out(editionInPortalLine(edition));
}

/** Prints the editions of one sheet, or of all. */
export async function editionsInPortal(
  portal: PortalAddress,
  sheet: string | null,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { editions } = await fetchTimetable(portal);
  const shown = editions.filter((edition) => sheet === null || edition.sheet === sheet);
  if (json) terminal.out(JSON.stringify(shown, null, 2));
  else for (const edition of shown) terminal.out(editionInPortalLine(edition));
  if (shown.length === 0 && !json) terminal.out('no editions');
}

const exportLines = ({ hotline, months }: HotlineInPortal): string[] =>
  months.toReversed().flatMap(({ month, files }) => [
    `${hotline} ${month}`,
    ...files.map(({ table, state, rejected }) => {
      const uploads = rejected > 0 && state !== 'rejected' ? `; ${countNoun(rejected, 'other upload')} rejected` : '';
      return `  ${table.padEnd(12)} ${state}${uploads}`;
    }),
  ]);

const STATES: Readonly<Record<EditionInPortal['state'], string>> = {
  draft: 'incomplete',
  review: 'to be reviewed',
  rejected: 'rejected',
  approved: 'approved; sent to no one yet',
  sent: 'approved and sent',
};

function editionInPortalLine({
  sheet,
  month,
  revision,
  state,
  approved,
  decidedBy,
  decidedAt,
}: EditionInPortal): string {
  const by = decidedBy === null || decidedAt === null ? '' : ` (${decidedBy}, ${decidedAt.slice(0, 10)})`;
  const older = approved !== null && approved !== revision ? `; stakeholders have revision ${approved}` : '';
  return `${sheet} ${month}  revision ${revision}, ${STATES[state]}${by}${older}`;
}
