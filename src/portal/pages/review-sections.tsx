import { totalUndated } from '../../domain/excluded.ts';
import { formatCount } from '../../domain/format.ts';
import type { Review } from '../../domain/review.ts';
import { dateText, monthText } from '../formatted-dates.ts';
import type { Issue } from '../review-issues.ts';
import type { PortalWords } from '../words/portal-words.ts';

/** Objections to the revision; those that forbid an approval come first. */
export const Issues = ({ words, issues }: { readonly words: PortalWords; readonly issues: readonly Issue[] }) => (
  <section class="first">
    <h2>{words.review.issuesTitle}</h2>
    {issues.length === 0 && <p class="lead">{words.review.noIssues}</p>}
    {issues.map(({ count, title, text, forbids, places }) => (
      <div class="object">
        <span class={forbids ? 'n' : 'n calm'}>{formatCount(count)}</span>
        <div>
          <b>{title}</b>
          <p>
            {text} {forbids && <strong class="bad">{words.review.forbids}</strong>}
          </p>
          {places.length > 0 && (
            <ul class="places">
              {places.map((place) => (
                <li>{place}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    ))}
  </section>
);

interface SectionProps {
  readonly words: PortalWords;
  readonly review: Review;
}

/** The changes of exports since the revision used for comparison. */
export const SinceBefore = ({ words, review }: SectionProps) => {
  const { since, exports, revision } = review;
  if (!since) return null;
  const t = words.review;
  const { came, corrected, withdrawn } = exports;
  const lines = [
    ...(came.length > 0 ? [t.came(came.length)] : []),
    ...(corrected.length > 0 ? [t.corrected(corrected.length)] : []),
    ...(withdrawn.length > 0 ? [t.withdrawn(withdrawn.length)] : []),
  ];
  const { victims, traffickers } = revision.orphans;
  return (
    <section>
      <h2>{t.sinceTitle(monthText(since.month, words.language))}</h2>
      <ul class="since">
        {(lines.length > 0 ? lines : [t.noChanges]).map((line) => (
          <li>{line}</li>
        ))}
        {victims + traffickers > 0 && <li>{t.orphansLine(formatCount(victims), formatCount(traffickers))}</li>}
      </ul>
    </section>
  );
};

/** How many records are not counted because too little is known of their dates; nothing if there are none. */
export const Undated = ({ words, review }: SectionProps) => {
  const { signals, cases } = totalUndated(review.revision.excluded ?? []);
  if (signals + cases === 0) return null;
  return <p>{words.review.undatedLine(formatCount(cases), formatCount(signals))}</p>;
};

/** Every decision on the edition, with its reason. */
export const History = ({ words, review }: SectionProps) => {
  const t = words.review;
  if (review.decisions.length === 0) return null;
  return (
    <section>
      <h2>{t.historyTitle}</h2>
      <ul class="since">
        {review.decisions.map(({ revision, verdict, by, at, reason }) => (
          <li>
            {t.historyLine({ revision, verdict, by, day: dateText(new Date(at), words.language) })}
            {reason !== null && `${words.colon}${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
};
