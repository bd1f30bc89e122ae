import { hasRole, type Person } from '../../domain/person.ts';
import type { ShownDeliveries, ShownSchedule } from '../distribution.ts';
import { momentText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { DeliveryCountsList, editionText, ScheduleFacts } from './distribution-parts.tsx';
import { type Frame, Layout } from './layout.tsx';
import { UncertainPanels } from './uncertain-panels.tsx';

export interface DistributionPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly shown: ShownSchedule;
  /** Of the newest approved edition; null if none is approved. */
  readonly deliveries: ShownDeliveries | null;
  readonly now: Date;
  /** Whether the portal can preview and start runs. */
  readonly canMail: boolean;
}

/** What was sent of a sheet, what is sent next, and whether it is held. */
export const DistributionPage = ({ frame, person, shown, deliveries, now, canMail }: DistributionPageProps) => {
  const { words } = frame;
  const t = words.distribution;
  const { sheet, hold } = shown;
  const place = `/distribution/${sheet}`;
  return (
    <Layout frame={frame} title={t.title(shown.title)} current="stakeholders">
      <p class="crumb">
        <a href={`/stakeholders?sheet=${sheet}`}>{t.people}</a>
      </p>
      <div class="head">
        <h1>{t.title(shown.title)}</h1>
      </div>
      {hold && (
        <div class="panel wrong">
          <h2>{t.held(hold.by, momentText(new Date(hold.at), now, words.language))}</h2>
          <p>{t.heldText}</p>
          {hold.reason !== null && <p>{`${t.reason}${words.colon}${hold.reason}`}</p>}
        </div>
      )}
      <div class="cols">
        <section class="c7">
          <h2>{t.last}</h2>
          {!deliveries && <p class="lead">{t.noneApproved}</p>}
          {deliveries && (
            <>
              <span class="unit">{editionText(words, deliveries.month, deliveries.revision)}</span>
              <DeliveryCountsList words={words} counts={deliveries.counts} />
              <UncertainPanels words={words} shown={deliveries} />
              <p class="more">
                <a href={`${place}/editions/${deliveries.month}`}>{t.every}</a>
              </p>
            </>
          )}
        </section>
        <section class="c5">
          <h2>{t.next}</h2>
          <ScheduleFacts words={words} shown={shown} />
          <div class="acts">
            {canMail && hasRole(person, 'sender') && (
              <a class="btn quiet" href={`${place}/run`}>
                {t.previewRun}
              </a>
            )}
            {canMail && <a href={`${place}/message`}>{t.previewMessage}</a>}
            {hasRole(person, 'sender', 'approver') && <a href={`${place}/hold`}>{hold ? t.release : t.hold}</a>}
          </div>
          <p class="hint">{t.configured}</p>
        </section>
      </div>
      {shown.members.length > 0 && <Members words={words} shown={shown} />}
    </Layout>
  );
};

/** The members of a family, each with how many people get it and the way to its distribution; a filter by name. */
const Members = ({ words, shown }: { readonly words: PortalWords; readonly shown: ShownSchedule }) => {
  const t = words.distribution;
  const { filterMembers, shownMembers } = words.stakeholders;
  const chosen = shown.members.filter(({ people }) => people > 0).length;
  return (
    <section>
      <details class="members" data-members={filterMembers} data-shown-members={shownMembers}>
        <summary>{t.members(shown.members.length, chosen)}</summary>
        <div class="names">
          {shown.members.map(({ sheet, name, people }) => (
            <p>
              <a href={`/distribution/${sheet}`}>{name}</a> <small>{t.peopleOf(people)}</small>
            </p>
          ))}
        </div>
      </details>
    </section>
  );
};
