import type { Month } from '../../domain/month.ts';
import { DELIVERY_STATES, type DeliveryCounts } from '../../steps/distribute/show-deliveries.ts';
import type { ShownSchedule } from '../distribution.ts';
import { dateText, monthText, timeText, zoneText } from '../formatted-dates.ts';
import { scheduleText } from '../schedule-text.ts';
import type { PortalWords } from '../words/portal-words.ts';

export interface DeliveryCountsProps {
  readonly words: PortalWords;
  readonly counts: DeliveryCounts;
}

/** The states that are always shown, even with no one in them. */
const ALWAYS = new Set(['sent', 'waiting', 'uncertain']);

/** How many people are in each state: the numbers add up to everyone. */
export const DeliveryCountsList = ({ words, counts }: DeliveryCountsProps) => {
  const t = words.distribution;
  const shown = DELIVERY_STATES.filter((state) => counts[state] > 0 || ALWAYS.has(state));
  const everyone = DELIVERY_STATES.reduce((sum, state) => sum + counts[state], 0);
  return (
    <>
      <p class="lead">{t.sentTo(counts.sent, everyone - counts.left)}</p>
      <CountsBar counts={counts} />
      <dl class="counts">
        {shown.map((state) => (
          <div>
            <dt>
              <svg class="k" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
                <rect class={`s-${state}`} x=".75" y=".75" width="10.5" height="10.5" />
              </svg>{' '}
              {t.states[state]}
            </dt>
            <dd data-count={state}>{counts[state]}</dd>
          </div>
        ))}
      </dl>
      <p class="unit">{t.total(everyone - counts.left, counts.left)}</p>
    </>
  );
};

/** The counts as parts of one bar; the list beside it says the same. */
const CountsBar = ({ counts }: { readonly counts: DeliveryCounts }) => {
  const everyone = DELIVERY_STATES.reduce((sum, state) => sum + counts[state], 0);
  if (everyone === 0) return null;
  let from = 0;
  const parts = DELIVERY_STATES.flatMap((state) => {
    const width = (counts[state] / everyone) * 600;
    const part = { state, x: from, width: Math.max(0, width - 2) };
    from += width;
    return counts[state] > 0 ? [part] : [];
  });
  return (
    <svg class="bar" viewBox="0 0 600 22" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {parts.map(({ state, x, width }) => (
        <rect class={`s-${state}`} x={x + 0.75} y=".75" width={width} height="20.5" />
      ))}
    </svg>
  );
};

/** When a sheet is sent next, in the zone of its schedule and in UTC, and by which rule. */
export const ScheduleFacts = ({ words, shown }: { readonly words: PortalWords; readonly shown: ShownSchedule }) => {
  const t = words.distribution;
  const { schedule, next } = shown;
  if (!schedule) return <p class="lead">{t.notScheduled}</p>;
  const { language } = words;
  const { zone, rule, lateApproval, linkDays } = schedule;
  return (
    <dl class="facts">
      {next && (
        <>
          <dt>{t.facts.when}</dt>
          <dd>
            <b>{`${dateText(next, language, zone)}, ${timeText(next, zone)}`}</b>
            <br />
            {zoneText(zone, language)}; {t.inUtc(`${dateText(next, language, 'UTC')}, ${timeText(next, 'UTC')}`)}
          </dd>
        </>
      )}
      <dt>{t.facts.rule}</dt>
      <dd>
        {scheduleText(rule, words)}, {timeOf(rule)} ({zoneText(zone, language)})
      </dd>
      <dt>{t.facts.late}</dt>
      <dd>{t.lateApproval[lateApproval]}</dd>
      <dt>{t.facts.links}</dt>
      <dd>{t.linkDays(linkDays)}</dd>
    </dl>
  );
};

const timeOf = ({ hour, minute }: { readonly hour: number; readonly minute: number }): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** `July 2017, revision 1` */
export const editionText = (words: PortalWords, month: Month, revision: number): string =>
  words.distribution.lastUnit(monthText(month, words.language, true), revision);

/** A member of a family that is held. */
export interface HeldMember {
  readonly sheet: string;
  readonly name: string;
}

interface HeldMembersProps {
  readonly words: PortalWords;
  readonly members: readonly HeldMember[];
}

/** The members that a run leaves out, each with its page, where it can be released; nothing if there are none. */
export const HeldMembers = ({ words, members }: HeldMembersProps) =>
  members.length > 0 && (
    <div class="notice">
      <p>{words.distribution.heldMembers(members.length)}</p>
      <ul>
        {members.map(({ sheet, name }) => (
          <li>
            <a href={`/distribution/${sheet}`}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
