import { formatCount } from '../../domain/format.ts';
import type { Change, Review, ReviewedNumber } from '../../domain/review.ts';
import type { ReviewLabels } from '../review-labels.ts';
import type { PortalWords } from '../words/portal-words.ts';

interface NumbersProps {
  readonly words: PortalWords;
  readonly review: Review;
  readonly labels: ReviewLabels;
}

/** Changes that readers can compute by subtraction, because they have both pages. */
export const SmallChanges = ({ words, review, labels }: NumbersProps) => {
  const t = words.review;
  const changes = review.smallChanges.flatMap((one) => one.changes).filter(({ seen }) => seen);
  if (changes.length === 0) return null;
  return (
    <section>
      <h2>{t.smallTitle}</h2>
      <span class="unit">{t.smallUnit(changes.length)}</span>
      <div class="scroll">
        <table class="figs">
          <caption class="sr">{t.smallCaption(review.revision.threshold - 1)}</caption>
          <thead>
            <tr>
              <NumberHeadings words={words} />
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <ChangeRow change={change} labels={labels} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** The headings that both tables of numbers have. */
const NumberHeadings = ({ words: { review } }: Pick<NumbersProps, 'words'>) => (
  <>
    <th scope="col">{review.figure}</th>
    <th scope="col" class="num">
      {review.before}
    </th>
    <th scope="col" class="num">
      {review.now}
    </th>
    <th scope="col" class="num">
      {review.change}
    </th>
  </>
);

const ChangeRow = ({ change, labels }: { readonly change: Change; readonly labels: ReviewLabels }) => (
  <tr>
    <th scope="row">
      {labels.cell(change.figure, change.cell)}
      <small>{labels.figure(change.figure)}</small>
    </th>
    <td class="num">{formatCount(change.before)}</td>
    <td class="num">
      <b>{formatCount(change.after)}</b>
    </td>
    <td class="num bad">{withSign(change.after - change.before)}</td>
  </tr>
);

/** Every number of the revision, collapsed, for reviewers who look for a particular one. */
export const AllNumbers = ({ words, review, labels }: NumbersProps) => {
  const t = words.review;
  const numbers = review.numbers.filter(({ cell, before, now }) => cell === null || (before ?? 0) + (now ?? 0) > 0);
  return (
    <details class="numbers">
      <summary>{t.allNumbers(numbers.length)}</summary>
      <div class="scroll">
        <table>
          <caption>{t.allCaption}</caption>
          <thead>
            <tr>
              <NumberHeadings words={words} />
              <th scope="col">{t.shownAs}</th>
            </tr>
          </thead>
          {byFigure(numbers).map(([figure, own]) => (
            <tbody>
              <tr class="part">
                <th scope="rowgroup" colspan={5}>
                  {labels.figure(figure)}
                </th>
              </tr>
              {own.map((number) => (
                <tr>
                  <th scope="row">{labels.cell(number.figure, number.cell)}</th>
                  <td class="num">{number.before === null ? '–' : formatCount(number.before)}</td>
                  <td class="num">{number.now === null ? '–' : formatCount(number.now)}</td>
                  <td class={number.small ? 'num bad' : 'num'}>{changeText(number)}</td>
                  <td>{shownText(number, words, review.revision.threshold)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </details>
  );
};

/** Groups numbers by figure, those with small changes first. */
function byFigure(numbers: readonly ReviewedNumber[]): [string, ReviewedNumber[]][] {
  const groups = new Map<string, ReviewedNumber[]>();
  for (const number of numbers) groups.set(number.figure, [...(groups.get(number.figure) ?? []), number]);
  const hasSmall = ([, own]: [string, ReviewedNumber[]]): boolean => own.some(({ small }) => small);
  return [...groups].toSorted((a, b) => Number(hasSmall(b)) - Number(hasSmall(a)));
}

const withSign = (difference: number): string => `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`;

/** Formats a change; `!` marks a change of 1..k-1, so that the mark does not depend on colour. */
function changeText({ before, now, small }: ReviewedNumber): string {
  const difference = (now ?? 0) - (before ?? 0);
  return before === null || difference === 0 ? '' : `${withSign(difference)}${small ? ' !' : ''}`;
}

function shownText(number: ReviewedNumber, words: PortalWords, threshold: number): string {
  const t = words.review.shown;
  const { shown, rounded } = number;
  if (shown === null) return t.gone;
  const texts: Readonly<Record<NonNullable<ReviewedNumber['shown']>, () => string>> = {
    printed: () => t.printed,
    rounded: () => t.rounded(formatCount(rounded?.printed ?? null)),
    fewer: () => t.fewer(rounded?.base ?? threshold),
    class: () => classText(number, t),
    unlisted: () => t.unlisted,
    'hidden-small': () => t.hiddenSmall(threshold),
    'hidden-beside': () => t.hiddenBeside,
    withheld: () => t.withheld,
  };
  return texts[shown]();
}

function classText({ class: seen }: ReviewedNumber, t: PortalWords['review']['shown']): string {
  if (!seen) return '';
  const { from, to } = seen;
  if (to === 0) return t.noneKnown;
  if (to === null) return t.orMore(formatCount(from));
  return from === 1 ? t.fewerThan(formatCount(to + 1)) : t.range(formatCount(from), formatCount(to));
}
