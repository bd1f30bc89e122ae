import { type ActivityVia, type Actor, actorOf } from '../../domain/activity.ts';
import type { AskedVerdict, Decision } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { type ActivityEffects, recordActivity } from '../record-activity.ts';
import { isSameName } from './approval-progress.ts';

/** A revision, and someone who opens its pages. */
export interface Opening {
  readonly month: Month;
  readonly revision: number;
  readonly who: string;
}

type RuledSheet = Pick<Sheet, 'id' | 'languages' | 'approval' | 'member'>;

/**
 * Whether a sheet may be approved only by someone who has opened its pages in every language. The rule is for the main
 * sheet of a family, not for its members: a person decides on a hundred of them at once.
 */
export const mustOpenPages = ({ approval, member }: RuledSheet): boolean =>
  approval.everyLanguage && member === undefined;

/**
 * Returns the languages in which a person has not opened the pages of a revision, by the activity log; none for a sheet
 * without the rule.
 */
export async function unopenedLanguages(
  { activity }: { readonly activity: Pick<Effects['activity'], 'all'> },
  sheet: RuledSheet,
  { month, revision, who }: Opening,
): Promise<Language[]> {
  if (!mustOpenPages(sheet)) return [];
  const opened = new Set<unknown>();
  for await (const { kind, who: other, about } of activity.all())
    if (kind === 'pages-opened' && isSameName(other, who) && isOf(about, { sheet: sheet.id, month, revision }))
      opened.add(about.language);
  return sheet.languages.filter((language) => !opened.has(language));
}

const isOf = (about: object, of: object): boolean =>
  Object.entries(of).every(([field, value]) =>
    Object.entries(about).some(([name, is]) => name === field && is === value),
  );

/** Records once that a person has opened the pages of a revision in a language, for a sheet with the rule. */
export async function recordOpened(
  effects: OpenedEffects,
  sheet: RuledSheet,
  { month, revision, language }: Omit<Opening, 'who'> & { readonly language: Language },
  actor: Actor,
): Promise<void> {
  const unopened = await unopenedLanguages(effects, sheet, { month, revision, who: actor.who });
  if (unopened.includes(language))
    await recordActivity(effects, actor, 'pages-opened', { sheet: sheet.id, month, revision, language });
}

type OpenedEffects = ActivityEffects & { readonly activity: Pick<Effects['activity'], 'all'> };

/** A decision that a person asks for, as far as opened pages matter. */
export interface AskedDecision extends Pick<Decision, 'revision' | 'by' | 'caller'> {
  readonly verdict: AskedVerdict;
  readonly via?: ActivityVia;
  /** The languages in which the person says that they have opened the pages. */
  readonly opened?: readonly Language[];
}

/**
 * Refuses the approval of someone who has not opened the pages in every language, where the sheet asks for it.
 * @throws Failure DecisionRefused with the languages
 */
export async function assertOpened(
  effects: OpenedEffects,
  sheet: RuledSheet,
  month: Month,
  { verdict, revision, by, opened = [] }: AskedDecision,
): Promise<void> {
  if (verdict !== 'approved') return;
  const unopened = await unopenedLanguages(effects, sheet, { month, revision, who: by });
  const missing = unopened.filter((language) => !opened.includes(language));
  if (missing.length === 0) return;
  const languages = missing.join(',');
  const why = `cannot be approved by ${by}, who has not opened its pages in every language (${languages}); open them in the portal, or say so with --opened ${languages}`;
  throw new Failure('DecisionRefused', `${sheet.id} ${month}, revision ${revision} ${why}`);
}

/** Records what a person says that they have opened, before their decision. */
export async function recordStated(
  effects: OpenedEffects,
  sheet: RuledSheet,
  month: Month,
  verdict: AskedDecision,
): Promise<void> {
  const { revision, by, caller, via, opened = [] } = verdict;
  const actor = { ...actorOf({ by: by.trim(), caller }), ...(via !== undefined && { via }) };
  for (const language of opened) await recordOpened(effects, sheet, { month, revision, language }, actor);
}
