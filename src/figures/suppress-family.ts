import { REMAINDER } from '../domain/family.ts';
import type { PrintedFigure } from '../domain/figure.ts';
import type { ProgramSolver } from '../domain/integer-program.ts';
import type { Month } from '../domain/month.ts';
import type { AttackOptions } from './attack.ts';
import { type ExposedNumber, exposedNumbers, STEPS_OF_ONE } from './family-exposures.ts';
import { FamilyHistory } from './family-history.ts';
import { FamilyNumbers, type FamilySheet } from './family-numbers.ts';
import { familyRemainder } from './family-remainder.ts';
import { protectingSteps } from './family-steps.ts';
import { protectingStepsBack } from './family-steps-back.ts';
import { PagesAttack } from './joint-attack.ts';
import { type Page, type PageLinks, pageLinks } from './pages-model.ts';
import { SheetSuppression } from './suppress.ts';

/**
 * Decides what the sheets of a family may print, all together: a reader adds up members and subtracts them from the
 * main sheet (design: figures.md, "What may be printed").
 *
 *     each sheet alone (suppress.ts)
 *        │◄────────────────────────────────────────────┐
 *        ▼                                             │
 *     a number that one sheet hides is hidden wherever it is printed, and each sheet settles again, until nothing changes
 *        │                                             │
 *        ▼                                             │
 *     an attacker reads all sheets. For each small number that is confined more tightly than by its own sheet:
 *     one more number is hidden, in a member if possible (family-steps.ts)
 *        │ until the attacker learns nothing
 *        ▼
 *     the same attacker reads all approved pages of the family too, until it learns nothing that approved pages do not
 *     reveal alone (family-steps-back.ts), or the limit of terms is reached: then the approval may be refused
 *        ▼
 *     the figures as printed
 *
 * It ends: nothing is ever printed again, and each step hides a printed number, withholds a figure, or withholds a page. A
 * round without a step is the last one: the attacker learns nothing, or no page prints anything but zeros. That is safe:
 * readers then know of every other number that it is at least 1, and no bound from above, because all that they know
 * about sums holds for any multiple of the true numbers too. So a family never fails because of its sums, and a number
 * that the attacker does not decide in time may count as learned.
 *
 * All steps of a round are chosen from the same state, and members are taken in the order of their codes, so the order
 * of the sheets does not matter.
 * @param sheets the main sheet, then the members, of one month
 * @param approved every approved page that the attack before an approval will read, with its sheet; none for a first
 *   edition
 * @returns the figures of each sheet, in the order given
 * @throws Failure SuppressionImpossible if the main sheet has no safe publication even alone
 */
export function suppressFamily(
  sheets: readonly FamilySheet[],
  month: Month,
  approved: readonly Page[] = [],
  { steps = STEPS_OF_LOOKING_BACK, solver }: FamilyOptions = {},
): PrintedFigure[][] {
  const ordered = sheets.toSorted((a, b) => ((a.scope.member ?? '') < (b.scope.member ?? '') ? -1 : 1));
  const family = new FamilySuppression(
    [...ordered, ...remainderSheet(ordered)],
    month,
    solver && limitedSolver(solver),
  );
  while (family.protect());
  if (approved.length > 0) {
    family.lookBack(approved, steps);
    while (family.protect());
  }
  const printed = new Map(family.print().map((figures, index) => [ordered[index], figures]));
  return sheets.map((sheet) => printed.get(sheet) ?? []);
}

/** Options of the suppression of a family. */
interface FamilyOptions {
  /** The limit of terms for all questions about new and approved pages. */
  readonly steps?: number;
  /** Answers questions that are too difficult otherwise; by default more is hidden instead. */
  readonly solver?: ProgramSolver | undefined;
}

/** The most questions of a family that a solver is asked: some minutes. What it is not asked is hidden better instead. */
const MOST_CALLS = 1000;

function limitedSolver(solver: ProgramSolver): ProgramSolver {
  let calls = 0;
  return { solve: (program) => (calls++ < MOST_CALLS ? solver.solve(program) : null) };
}

/** The remainder as a sheet that prints nothing: what a reader has by subtraction is protected as if it were hidden. */
function remainderSheet([main, ...members]: readonly FamilySheet[]): FamilySheet[] {
  const rest =
    main &&
    familyRemainder(
      main,
      members.map(({ figures }) => figures),
    );
  return rest ? [{ ...rest, policy: { ...main.policy, approved: [] } }] : [];
}

class FamilySuppression {
  readonly #sheets: readonly FamilySheet[];
  readonly #month: Month;
  /** For every attack. */
  readonly #options: Pick<AttackOptions, 'stepsOfOne' | 'solver'>;
  readonly #suppressions: readonly SheetSuppression[];
  readonly #numbers: FamilyNumbers;
  #links: PageLinks;
  /** What readers have already, once it matters. */
  #history: FamilyHistory | null = null;
  /** The numbers that the attacker did not learn, which need not be tried before everything else is protected. */
  #safe = new Set<string>();

  constructor(sheets: readonly FamilySheet[], month: Month, solver: ProgramSolver | undefined) {
    this.#sheets = sheets;
    this.#month = month;
    this.#options = { stepsOfOne: STEPS_OF_ONE, solver };
    this.#suppressions = sheets.map(({ figures, policy }) => new SheetSuppression(figures, policy));
    this.#suppressions.forEach((suppression, index) => {
      const member = sheets[index]?.scope.member;
      if (member === undefined) suppression.settle();
      else if (member === REMAINDER) suppression.plan.withholdPage();
      else suppression.settleOrWithhold();
    });
    this.#links = pageLinks(this.#pages());
    this.#numbers = new FamilyNumbers(sheets, this.#suppressions, this.#links.quantities);
    this.#settle();
  }

  /** Continues with readers who have approved pages. */
  lookBack(approved: readonly Page[], steps: number): void {
    const { quantities } = this.#links;
    this.#history = new FamilyHistory(approved, this.#pages(), steps, this.#options);
    this.#links = pageLinks([...this.#pages(), ...this.#history.pages]);
    this.#numbers.lookBack(approved, quantities);
    this.#safe = new Set();
    this.#settle();
  }

  print(): PrintedFigure[][] {
    return this.#suppressions.map((suppression) => suppression.print());
  }

  /** Hides what the attacker needs; returns false if that is nothing. */
  protect(): boolean {
    const exposed = this.#exposed();
    if (this.#history?.isExhausted) return false;
    const choose = this.#history ? protectingStepsBack : protectingSteps;
    const steps = choose(exposed, this.#numbers);
    for (const step of steps) {
      if ('hide' in step) this.#numbers.hide(step.hide);
      else if ('withhold' in step) this.#numbers.withhold(step.withhold);
      else this.#numbers.withholdPage(step.page);
    }
    if (steps.length > 0) this.#settle();
    return steps.length > 0;
  }

  #exposed(): ExposedNumber[] {
    const pages = this.#pages();
    const all = [...pages, ...(this.#history?.pages ?? [])];
    const attack = new PagesAttack(all, { ...this.#options, links: this.#links });
    const find = (): ExposedNumber[] =>
      exposedNumbers(attack, pages, this.#safe, this.#history?.budget ?? { remaining: Infinity }).filter(
        (exposed) => !this.#history?.isInevitable(exposed, pages, this.#links),
      );
    const exposed = find();
    if (exposed.length > 0 || this.#safe.size === 0) return exposed;
    this.#safe = new Set();
    return find();
  }

  #settle(): void {
    do this.#numbers.settle();
    while (this.#numbers.hideEqual() || (this.#history !== null && this.#numbers.hideGrownTotals()));
  }

  #pages(): Page[] {
    const revision = this.#history?.revision ?? 1;
    return this.#sheets.map(({ scope, figures, policy }, index) => {
      const printed = this.#suppressions[index]?.print() ?? [];
      return {
        ...{ month: this.#month, revision, threshold: policy.threshold, scope },
        figures: figures.flatMap((counted, at) => (printed[at] ? [{ counted, printed: printed[at] }] : [])),
      };
    });
  }
}

/**
 * Most editions of 50 to 90 sheets need 1 to 24 million terms. Without a limit, a difficult one would not end within the
 * 900 s of a Lambda function.
 */
const STEPS_OF_LOOKING_BACK = 2_000_000_000;
