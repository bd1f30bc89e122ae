import type { Delivery } from '../../steps/distribute/show-deliveries.ts';
import type { ShownDeliveries } from '../distribution.ts';
import { editionText } from './distribution-parts.tsx';
import { type Frame, Layout } from './layout.tsx';

export interface RevocationPageProps {
  readonly frame: Frame;
  readonly shown: ShownDeliveries;
  /** Whose link is revoked; null for everyone's. */
  readonly only: Delivery | null;
}

/** Says what revoking links does before it is done. */
export const RevocationPage = ({ frame, shown, only }: RevocationPageProps) => {
  const { words } = frame;
  const t = words.distribution;
  const place = `/distribution/${shown.sheet}/editions/${shown.month}`;
  return (
    <Layout frame={frame} title={t.revokeTitle} current="stakeholders">
      <p class="crumb">
        <a href={place}>{t.deliveriesTitle}</a>
      </p>
      <div class="head">
        <h1>{t.revokeTitle}</h1>
        <span class="meta">{only?.person?.name ?? editionText(words, shown.month, shown.revision)}</span>
      </div>
      <ul class="gets">
        {t.revokeEffects.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      <form method="post" action={place} class="acts">
        {only && <input type="hidden" name="stakeholder" value={only.stakeholder} />}
        <button type="submit" name="resolution" value="revoke">
          {only ? t.revoke : t.revokeAll}
        </button>
        <a href={place}>{t.cancel}</a>
      </form>
    </Layout>
  );
};
