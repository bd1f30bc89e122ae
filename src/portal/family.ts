import { listSheets, loadFamily } from '../definitions/load-definitions.ts';
import type { ActivityVia } from '../domain/activity.ts';
import type { AskedVerdict, Warning } from '../domain/decision.ts';
import { LANGUAGES, USER_LANGUAGES, type UserLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import type { Person } from '../domain/person.ts';
import type { Sheet } from '../domain/sheet.ts';
import { memberNames } from '../steps/compile-sheet/sheet-page.ts';
import { decideFamily, type FamilyDecisions } from '../steps/review-edition/decide-family.ts';
import { type FamilySheet, listFamily } from '../steps/review-edition/review-family.ts';
import type { PortalContext } from './portal-options.ts';
import { notFound } from './problem-document.ts';
import { oneLine } from './review.ts';
import { objectionHeadings } from './review-issues.ts';
import { reviewLabels } from './review-labels.ts';
import { wordsIn } from './words/portal-words.ts';

/** A sheet of a family, with its name. */
export interface FamilyRow extends Omit<FamilySheet, 'review' | 'needsReason'> {
  /** The name of the member; null for the main sheet. */
  readonly name: string | null;
  /** What the rules object to: an approval needs a reason unless it is empty. */
  readonly objections: readonly { readonly kind: Warning['kind']; readonly text: string }[];
  /** Its name in every language. */
  readonly names: readonly string[];
}

/** The sheets of a family, the main sheet first. */
export interface ShownFamily {
  readonly month: Month;
  /** Identifies these revisions: a decision names it. */
  readonly state: string;
  readonly rows: readonly FamilyRow[];
}

/** Returns the sheets of a family. Throws Refused 404 if the sheet is not the main sheet of one, or has no edition. */
export async function showFamily(
  context: PortalContext,
  id: string,
  month: Month,
  language: UserLanguage,
): Promise<ShownFamily> {
  const sheets = await familyAsked(context, id);
  if (!(await context.effects.editions.newestRevision(id, month))) throw notFound();
  const { state, rows } = await listFamily(context.effects, sheets, month);
  const names = memberNames(context.definitions, sheets[0], language);
  const allNames = LANGUAGES.map((code) => memberNames(context.definitions, sheets[0], code));
  const mainNames = USER_LANGUAGES.map((code) => wordsIn(code).family.main);
  const words = wordsIn(language);
  const labels = await reviewLabels(context, sheets[0], words);
  const shown = rows.map(({ review, needsReason, ...row }): FamilyRow => {
    const { member } = row;
    const objections = needsReason ? objectionHeadings(review, words, labels) : [];
    if (member === null) return { ...row, name: null, names: mainNames, objections };
    const inEvery = allNames.flatMap((of) => of[member]?.member ?? []);
    return { ...row, name: names[member]?.member ?? null, names: inEvery, objections };
  });
  return { month, state, rows: shown };
}

/** Returns the names of the members of a family in a language, by the ids of their sheets; the main sheet has none. */
export async function sheetNames(
  context: PortalContext,
  id: string,
  language: UserLanguage,
): Promise<ReadonlyMap<string, string | undefined>> {
  const sheets = await familyAsked(context, id);
  const names = memberNames(context.definitions, sheets[0], language);
  return new Map(sheets.map(({ id: sheet, member }) => [sheet, names[member ?? '']?.member]));
}

/** Whether a sheet is the main sheet of a family. */
export const hasFamily = ({ family, member }: Sheet): boolean => family !== undefined && member === undefined;

async function familyAsked({ files, definitions }: PortalContext, id: string) {
  if (!(await listSheets(files)).includes(id)) throw notFound();
  const sheets = await loadFamily(files, definitions, id);
  if (sheets.length < 2) throw notFound();
  return sheets;
}

/** A person's request for one decision on a family. */
export interface FamilyDecisionAsked {
  readonly sheet: string;
  readonly month: Month;
  /** `state` of the family that was shown. */
  readonly state: string;
  readonly verdict: AskedVerdict;
  readonly reason: string | null;
  /** The ids of the sheets that are left out. */
  readonly except: readonly string[];
  readonly via: ActivityVia;
}

/**
 * Stores one decision on all sheets of a family but the exceptions, as far as the time of a request allows.
 * @throws Refused 404; Failure DecisionRefused if the revisions are others, or the rules do not allow it
 */
export async function decideOnFamily(
  context: PortalContext,
  person: Person,
  { sheet, month, reason, ...asked }: FamilyDecisionAsked,
): Promise<FamilyDecisions> {
  const { effects, decisionSeconds } = context;
  const until = decisionSeconds && new Date(effects.clock.now().getTime() + 1000 * decisionSeconds);
  const sheets = await familyAsked(context, sheet);
  await context.assertUnchanged();
  const decided = await decideFamily(effects, sheets, month, {
    ...asked,
    ...(until && { until }),
    reason: oneLine(reason),
    by: person.name,
    caller: person.subject ?? null,
  });
  await context.afterDecision(decided.decisions);
  return decided;
}
