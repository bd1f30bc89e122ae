import type { ShownSchedule } from '../distribution.ts';
import { type Frame, Layout } from './layout.tsx';
import { WrongNotice } from './notice.tsx';

export interface HoldPageProps {
  readonly frame: Frame;
  readonly shown: ShownSchedule;
  readonly reason: string;
  /** Why nothing was changed; null if nothing was asked yet. */
  readonly error: string | null;
}

/** Says what holding or releasing a sheet does, and asks for the reason. */
export const HoldPage = ({ frame, shown, reason, error }: HoldPageProps) => {
  const t = frame.words.distribution;
  const { sheet, hold, holds } = shown;
  const title = hold ? t.releaseTitle : t.holdTitle;
  return (
    <Layout frame={frame} title={title} current="stakeholders">
      <p class="crumb">
        <a href={`/distribution/${sheet}`}>{t.title(shown.title)}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">{shown.title}</span>
      </div>
      {error !== null && <WrongNotice title={error} />}
      <ul class="gets">
        {(hold ? t.releaseEffects : t.holdEffects).map((text) => (
          <li>{text}</li>
        ))}
      </ul>
      <form method="post" action={`/distribution/${sheet}/hold`} class="fields" data-keep={String(holds)}>
        <input type="hidden" name="seen" value={String(holds)} />
        <input type="hidden" name="held" value={hold ? 'no' : 'yes'} />
        <label for="reason">{t.reason}</label>
        <p class="hint" id="reason-hint">
          {hold ? t.optionalReason : t.reasonHint}
        </p>
        <textarea id="reason" name="reason" maxlength={1000} aria-describedby="reason-hint">
          {reason}
        </textarea>
        <div class="acts">
          <button type="submit">{hold ? t.release : t.hold}</button>
          <a href={`/distribution/${sheet}`}>{t.cancel}</a>
        </div>
      </form>
    </Layout>
  );
};
