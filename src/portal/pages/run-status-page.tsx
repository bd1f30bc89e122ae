import type { RunStatus } from '../../domain/run-status.ts';
import type { ShownDeliveries } from '../distribution.ts';
import { momentText } from '../formatted-dates.ts';
import { DeliveryCountsList, editionText, type HeldMember, HeldMembers } from './distribution-parts.tsx';
import { type Frame, Layout } from './layout.tsx';
import { Detail } from './notice.tsx';

export interface RunStatusPageProps {
  readonly frame: Frame;
  readonly title: string;
  readonly run: RunStatus;
  /** Of the newest approved edition, or of the one that is sent. */
  readonly deliveries: ShownDeliveries | null;
  /** Members of a family that the run left out because they are held. */
  readonly held: readonly HeldMember[];
  readonly now: Date;
}

/** How far a run is. The page's script updates it; without it, the page is reloaded by hand. */
export const RunStatusPage = (props: RunStatusPageProps) => {
  const { frame, title, run, deliveries, now } = props;
  const { words } = frame;
  const t = words.distribution;
  const place = `/distribution/${run.sheet}`;
  return (
    <Layout frame={frame} title={t.runStates[run.state]} current="stakeholders">
      <p class="crumb">
        <a href={place}>{t.title(title)}</a>
      </p>
      <div class="head" role="status">
        <h1 id="run-state" data-part>
          {t.runStates[run.state]}
        </h1>
        <span class="meta">{t.runBy(run.by, momentText(new Date(run.startedAt), now, words.language))}</span>
      </div>
      <div id="run-result" data-part data-waiting={run.state === 'running' ? '' : undefined}>
        <RunResult {...props} />
        {deliveries && (
          <section>
            <h2>{editionText(words, deliveries.month, deliveries.revision)}</h2>
            <DeliveryCountsList words={words} counts={deliveries.counts} />
            <p class="more">
              <a href={`${place}/editions/${deliveries.month}`}>{t.every}</a>
            </p>
          </section>
        )}
        <RunActions {...props} />
      </div>
    </Layout>
  );
};

/** Why a run failed or sent nothing. */
const RunResult = ({ frame: { words }, run, held }: RunStatusPageProps) => {
  const t = words.distribution;
  return (
    <>
      {run.state === 'failed' && <p class="lead">{run.code === null ? t.runError : words.failures[run.code]}</p>}
      {run.failure !== null && <Detail words={words} text={run.failure} />}
      {run.report?.why && <p class="lead">{t.whyNothing[run.report.why]}</p>}
      <HeldMembers words={words} members={held} />
    </>
  );
};

const RunActions = ({ frame: { words }, run }: RunStatusPageProps) => {
  const t = words.distribution;
  const place = `/distribution/${run.sheet}`;
  return (
    <>
      <div class="acts">
        {run.state === 'running' && (
          <a class="btn quiet" href={`${place}/runs/${run.key}`}>
            {t.reload}
          </a>
        )}
        {(run.state === 'interrupted' || run.state === 'failed') && (
          <a class="btn quiet" href={`${place}/run`}>
            {t.previewRun}
          </a>
        )}
      </div>
      {run.state === 'interrupted' && (
        <form method="post" action={`${place}/run`} class="acts">
          <input type="hidden" name="key" value={run.key} />
          <button type="submit">{t.continueRun}</button>
        </form>
      )}
    </>
  );
};
