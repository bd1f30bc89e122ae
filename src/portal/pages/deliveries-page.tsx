import type { Delivery } from '../../steps/distribute/show-deliveries.ts';
import type { ShownDeliveries } from '../distribution.ts';
import { momentText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { DeliveryCountsList, editionText } from './distribution-parts.tsx';
import { type Frame, Layout } from './layout.tsx';
import { DoneNotice, WrongNotice } from './notice.tsx';
import { UncertainPanels } from './uncertain-panels.tsx';

/** The number of messages on one page. */
const LISTED = 100;

export interface DeliveriesPageProps {
  readonly frame: Frame;
  readonly title: string;
  readonly shown: ShownDeliveries;
  readonly now: Date;
  /** The number of the first message of the page, from 0. */
  readonly from: number;
  /** How many messages were just changed; null if none were asked for. */
  readonly changed: number | null;
}

/** The delivery of an edition: everyone in exactly one state. */
export const DeliveriesPage = ({ frame, title, shown, now, from, changed }: DeliveriesPageProps) => {
  const { words } = frame;
  const t = words.distribution;
  const { sheet, month, revision, counts, deliveries } = shown;
  const place = `/distribution/${sheet}/editions/${month}`;
  const heading = `${t.deliveriesTitle}${words.colon}${editionText(words, month, revision)}`;
  return (
    <Layout frame={frame} title={heading} current="stakeholders">
      <p class="crumb">
        <a href={`/distribution/${sheet}`}>{t.title(title)}</a>
      </p>
      <div class="head">
        <h1>{heading}</h1>
      </div>
      {changed === 0 && <WrongNotice title={t.notResolved} />}
      {changed !== null && changed > 0 && <DoneNotice title={t.resolved(changed)} />}
      <DeliveryCountsList words={words} counts={counts} />
      <UncertainPanels words={words} shown={shown} />
      {deliveries === null && <p class="lead">{words.stakeholders.onlyCounts}</p>}
      {deliveries !== null && (
        <>
          <DeliveryTable words={words} shown={shown} rows={deliveries.slice(from, from + LISTED)} now={now} />
          <p class="more">
            {deliveries.length > from + LISTED && (
              <a rel="next" href={`${place}?from=${from + LISTED}`}>
                {words.stakeholders.next(LISTED)}
              </a>
            )}{' '}
            <a href={`${place}/revocation`}>{t.revokeAll}</a>
          </p>
        </>
      )}
    </Layout>
  );
};

interface DeliveryTableProps {
  readonly words: PortalWords;
  readonly shown: ShownDeliveries;
  readonly rows: readonly Delivery[];
  readonly now: Date;
}

const DeliveryTable = ({ words, shown, rows, now }: DeliveryTableProps) => {
  const t = words.distribution;
  return (
    <table class="stack list">
      <caption class="sr">{t.deliveriesTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.at}</th>
          <th scope="col">
            <span class="sr">{t.action}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DeliveryRow words={words} shown={shown} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
};

const DeliveryRow = ({ words, shown, row, now }: Omit<DeliveryTableProps, 'rows'> & { readonly row: Delivery }) => {
  const t = words.distribution;
  const { person, state, dispatch, corrects } = row;
  const notes = [
    ...(corrects === null ? [] : [t.corrects(corrects)]),
    ...(dispatch?.code && state !== 'written' ? [dispatch.code] : []),
    ...(dispatch?.revoked ? [t.revoked] : []),
  ];
  return (
    <tr>
      <th scope="row">
        {person ? <a href={`/stakeholders/${person.id}`}>{person.name}</a> : words.stakeholders.leftPerson}
        <small>{person?.address ?? ''}</small>
      </th>
      <td>
        <span class={`tag ${TAGS[state]}`}>{t.oneState[state]}</span>
        {notes.length > 0 && <small>{notes.join(', ')}</small>}
      </td>
      <td>{dispatch && momentText(new Date(dispatch.at), now, words.language)}</td>
      <td class="act">
        <RowActs words={words} shown={shown} row={row} />
      </td>
    </tr>
  );
};

const TAGS: Readonly<Record<Delivery['state'], 'good' | 'plain' | 'wrong'>> = {
  sent: 'good',
  written: 'plain',
  waiting: 'plain',
  uncertain: 'wrong',
  refused: 'wrong',
  bounced: 'wrong',
  paused: 'plain',
  suspended: 'wrong',
  left: 'plain',
};

const RowActs = ({ words, shown, row }: Omit<DeliveryTableProps, 'rows' | 'now'> & { readonly row: Delivery }) => {
  const t = words.distribution;
  const { person, stakeholder, dispatch, state } = row;
  const name = person?.name ?? words.stakeholders.leftPerson;
  const place = `/distribution/${shown.sheet}/editions/${shown.month}`;
  const mayResend = state === 'refused' || state === 'written';
  return (
    <>
      {dispatch && mayResend && (
        <form method="post" action={place}>
          <input type="hidden" name="stakeholder" value={stakeholder} />
          <input type="hidden" name="revision" value={String(shown.revision)} />
          <input type="hidden" name="generation" value={String(dispatch.generation)} />
          <button type="submit" class="link" name="resolution" value="resend" aria-label={`${t.sendAgain}: ${name}`}>
            {t.sendAgain}
          </button>
        </form>
      )}{' '}
      {person && state === 'sent' && (
        <a href={`/stakeholders/${person.id}#status`} aria-label={`${t.recordBounce}: ${name}`}>
          {t.recordBounce}
        </a>
      )}{' '}
      {dispatch && !dispatch.revoked && (
        <a href={`${place}/revocation?stakeholder=${stakeholder}`} aria-label={t.revokeOf(name)}>
          {t.revoke}
        </a>
      )}
    </>
  );
};
