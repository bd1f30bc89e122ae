import type { ShownDeliveries } from '../distribution.ts';
import type { PortalWords } from '../words/portal-words.ts';

/** The most messages that are asked about one by one above the list; the list itself has all. */
const ASKED = 5;

export interface UncertainPanelsProps {
  readonly words: PortalWords;
  readonly shown: ShownDeliveries;
}

/** Asks about each message that the mail service did not confirm. */
export const UncertainPanels = ({ words, shown }: UncertainPanelsProps) => {
  const t = words.distribution;
  const uncertain = (shown.deliveries ?? []).filter(({ state }) => state === 'uncertain').slice(0, ASKED);
  return (
    <>
      {uncertain.map(({ person, stakeholder, dispatch }) => (
        <form class="panel ask" method="post" action={`/distribution/${shown.sheet}/editions/${shown.month}`}>
          <h3>{t.ask(person?.name ?? words.stakeholders.leftPerson)}</h3>
          <p>{t.askText}</p>
          <input type="hidden" name="stakeholder" value={stakeholder} />
          <input type="hidden" name="revision" value={String(shown.revision)} />
          <input type="hidden" name="generation" value={String(dispatch?.generation ?? 0)} />
          <div class="acts">
            <button type="submit" class="quiet" name="resolution" value="sent">
              {t.wasSent}
            </button>
            <button type="submit" class="quiet" name="resolution" value="resend">
              {t.sendAgain}
            </button>
          </div>
        </form>
      ))}
    </>
  );
};
