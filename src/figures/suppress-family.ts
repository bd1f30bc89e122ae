import type { PrintedFigure } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import { exposedNumbers } from './family-exposures.ts';
import { FamilyNumbers, type FamilySheet } from './family-numbers.ts';
import { protectingSteps } from './family-steps.ts';
import { PagesAttack } from './joint-attack.ts';
import { type Page, type PageLinks, pageLinks } from './pages-model.ts';
import { SheetSuppression } from './suppress.ts';

/**
 * Decides what the sheets of a family may print, all together: a reader adds up members and subtracts them from the
 * whole (design: figures.md, "What may be printed").
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
 *     the figures as printed
 *
 * All steps of a round are chosen from the same state, so the order of the sheets does not matter. It ends: a round
 * without a step is the last one, each step hides a number that was printed or withholds a figure, and nothing is ever
 * printed again. A number that the attacker does not decide in time counts as learned.
 * @param sheets the whole, then the members, of one month
 * @returns the figures of each sheet, in the order given
 * @throws Failure SuppressionImpossible if no safe publication of the family exists
 */
export function suppressFamily(sheets: readonly FamilySheet[], month: Month): PrintedFigure[][] {
  const family = new FamilySuppression(sheets, month);
  while (family.protect());
  return family.print();
}

class FamilySuppression {
  readonly #sheets: readonly FamilySheet[];
  readonly #month: Month;
  readonly #suppressions: readonly SheetSuppression[];
  readonly #links: PageLinks;
  readonly #numbers: FamilyNumbers;
  /** The numbers that the attacker did not learn, which need not be tried before everything else is protected. */
  #safe = new Set<string>();

  constructor(sheets: readonly FamilySheet[], month: Month) {
    this.#sheets = sheets;
    this.#month = month;
    this.#suppressions = sheets.map(({ figures, policy }) => new SheetSuppression(figures, policy));
    for (const suppression of this.#suppressions) suppression.settle();
    this.#links = pageLinks(this.#pages());
    this.#numbers = new FamilyNumbers(sheets, this.#suppressions, this.#links.quantities);
    this.#settle();
  }

  print(): PrintedFigure[][] {
    return this.#suppressions.map((suppression) => suppression.print());
  }

  /** Hides what the attacker needs; returns false if that is nothing. */
  protect(): boolean {
    const pages = this.#pages();
    const attack = new PagesAttack(pages, { links: this.#links, stepsOfOne: STEPS_OF_ONE });
    let exposed = exposedNumbers(attack, pages, this.#safe);
    if (exposed.length === 0 && this.#safe.size > 0) {
      this.#safe = new Set();
      exposed = exposedNumbers(attack, pages, this.#safe);
    }
    const steps = protectingSteps(exposed, this.#numbers);
    for (const step of steps) {
      if ('hide' in step) this.#numbers.hide(step.hide);
      else this.#numbers.withhold(step.withhold);
    }
    if (steps.length > 0) this.#settle();
    return steps.length > 0;
  }

  #settle(): void {
    do this.#numbers.settle();
    while (this.#numbers.hideEqual());
  }

  #pages(): Page[] {
    return this.#sheets.map(({ scope, figures, policy }, index) => {
      const printed = this.#suppressions[index]?.print() ?? [];
      return {
        ...{ month: this.#month, revision: 1, threshold: policy.threshold, scope },
        figures: figures.flatMap((counted, at) => (printed[at] ? [{ counted, printed: printed[at] }] : [])),
      };
    });
  }
}

/** The limit of terms per question: a number that takes longer is hidden better, which is cheaper than to decide it. */
const STEPS_OF_ONE = 1_000_000;
