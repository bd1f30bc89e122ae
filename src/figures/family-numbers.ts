import { REMAINDER } from '../domain/family.ts';
import type { CountedCell, CountedFigure, PrintedFigure } from '../domain/figure.ts';
import type { SheetScope } from '../domain/sheet.ts';
import { isOfNoRecord } from './family-links.ts';
import { groupBy, type PlacedQuantity, quantityKey } from './linked-page.ts';
import type { Page } from './pages-model.ts';
import { publishedKey, publishedNumbers } from './published-numbers.ts';
import type { Quantity } from './quantities.ts';
import type { SheetSuppression, SuppressionPolicy } from './suppress.ts';

/** One sheet of a family, and how it is suppressed on its own. */
export interface FamilySheet {
  readonly scope: SheetScope;
  readonly figures: readonly CountedFigure[];
  readonly policy: SuppressionPolicy;
}

/** A number of a sheet of a family, by the index of the sheet. */
export interface FamilyNumber {
  readonly sheet: number;
  readonly figure: CountedFigure;
  readonly name: Quantity['name'];
}

/** Where the numbers of a family are shown, and whether the sheets print them so far. */
export class FamilyNumbers {
  readonly sheets: readonly FamilySheet[];
  readonly #suppressions: readonly SheetSuppression[];
  /** Numbers that count the same records, of several places. */
  readonly #equal: readonly (readonly FamilyNumber[])[];
  /** The numbers of one name on all sheets. */
  readonly #byName: ReadonlyMap<string, readonly FamilyNumber[]>;
  /** By sheet and id. */
  readonly #figures: readonly ReadonlyMap<string, CountedFigure>[];
  /** The numbers that an approved page prints, as they are now. */
  readonly #published = new Set<string>();
  readonly #printed = new Map<number, ReadonlyMap<string, PrintedFigure>>();

  constructor(
    sheets: readonly FamilySheet[],
    suppressions: readonly SheetSuppression[],
    quantities: readonly PlacedQuantity[],
  ) {
    this.sheets = sheets;
    this.#suppressions = suppressions;
    this.#figures = sheets.map((sheet) => new Map(sheet.figures.map((figure) => [figure.id, figure])));
    const toNumber = (quantity: PlacedQuantity): FamilyNumber[] => this.#toNumber(quantity);
    // the remainder prints nothing, so it hides nothing elsewhere
    const counted = quantities.filter((quantity) => !isOfNoRecord(quantity) && quantity.member !== REMAINDER);
    const same = groupBy(counted, (quantity) => JSON.stringify(quantityKey(quantity)));
    this.#equal = same.map((group) => group.flatMap(toNumber)).filter(({ length }) => length > 1);
    const named = groupBy(quantities, ({ figure, name }) => nameKey(figure, name)).map((group) =>
      group.flatMap(toNumber),
    );
    this.#byName = new Map(named.map((group) => [group[0] ? nameKey(group[0].figure.id, group[0].name) : '', group]));
  }

  /** Notes which numbers approved pages print. */
  lookBack(approved: readonly Page[], quantities: readonly PlacedQuantity[]): void {
    const published = publishedNumbers(approved);
    for (const quantity of quantities)
      for (const number of this.#toNumber(quantity))
        if (published.get(publishedKey(quantity))?.has(this.value(number))) this.#published.add(numberKey(number));
  }

  #toNumber({ page, figure: id, name }: PlacedQuantity): FamilyNumber[] {
    const figure = this.#figures[page]?.get(id);
    return figure ? [{ sheet: page, figure, name }] : [];
  }

  /** Whether a sheet is that of a member, and not the main sheet's. */
  isMember(sheet: number): boolean {
    return this.sheets[sheet]?.scope.member !== undefined;
  }

  /** Returns the numbers of the same name on the other sheets. */
  others({ sheet, figure, name }: FamilyNumber): FamilyNumber[] {
    return (this.#byName.get(nameKey(figure.id, name)) ?? []).filter((number) => number.sheet !== sheet);
  }

  /** Returns the other cells of a number's figure on its sheet. */
  neighbours({ sheet, figure, name }: FamilyNumber): FamilyNumber[] {
    return figure.cells
      .filter(({ key }) => !('cell' in name) || name.cell !== key)
      .map(({ key }) => ({ sheet, figure, name: { cell: key } }));
  }

  value(number: FamilyNumber): number {
    if ('total' in number.name) return number.figure.total;
    return 'known' in number.name ? (number.figure.known ?? 0) : (cellOf(number)?.count ?? 0);
  }

  /** Whether a sheet prints a number exactly. */
  isPrinted({ sheet, figure, name }: FamilyNumber): boolean {
    const printed = this.#print(sheet).get(figure.id);
    if (!printed) return false;
    if ('total' in name) return printed.total !== null;
    if ('known' in name) return typeof printed.known === 'number';
    return typeof printed.cells.find(({ key }) => key === name.cell)?.count === 'number';
  }

  figuresOf(sheet: number): readonly CountedFigure[] {
    return this.sheets[sheet]?.figures ?? [];
  }

  /** Returns the numbers of other places that count the same records. */
  equals(number: FamilyNumber): readonly FamilyNumber[] {
    const key = numberKey(number);
    return this.#equal.filter((group) => group.some((one) => numberKey(one) === key)).flat();
  }

  /** For a number of records of no member: the maps of the main sheet, which say how many there are. */
  mapsOfMembers({ sheet, figure }: FamilyNumber): FamilyNumber[] {
    const { scope } = this.sheets[sheet] ?? {};
    if (scope?.member !== REMAINDER) return [];
    const main = this.sheets.findIndex((one) => one.scope.member === undefined);
    return this.figuresOf(main)
      .filter(({ by, known, counts }) => by === scope.family?.by && known !== undefined && counts === figure.counts)
      .map((own) => ({ sheet: main, figure: own, name: { known: true } }));
  }

  /** Whether a map shows a number as a class, or how many places are known. */
  isShownAsClass({ sheet, figure, name }: FamilyNumber): boolean {
    return figure.print.as === 'classes' && !('total' in name) && !this.isWithheld({ sheet, figure });
  }

  /** Whether a figure prints marks, and no number but zeros. */
  hasOnlyMarks(sheet: number, figure: CountedFigure): boolean {
    const printed = this.#print(sheet).get(figure.id);
    if (!printed || printed.withheld || figure.print.as !== 'counts') return false;
    return printed.cells.some(({ suppressed }) => suppressed) && printed.cells.every(({ count }) => !count);
  }

  /** Whether an approved page prints the same number, so that nothing is protected by hiding it. */
  isPublished(number: FamilyNumber): boolean {
    return this.#published.has(numberKey(number));
  }

  isWithheld({ sheet, figure }: Pick<FamilyNumber, 'sheet' | 'figure'>): boolean {
    return this.#suppressions[sheet]?.plan.isWithheld(figure) ?? true;
  }

  /** Returns the order in which numbers are hidden to protect others: the first of its result first. */
  compare(a: FamilyNumber, b: FamilyNumber): number {
    return this.#rank(a) - this.#rank(b) || this.value(a) - this.value(b) || (this.#tie(a) < this.#tie(b) ? -1 : 1);
  }

  /** Hides a number; a list ends before it, and is withheld if nothing is left. Places of a map are not hidden. */
  hide(number: FamilyNumber): void {
    const { sheet, figure, name } = number;
    const plan = this.#suppressions[sheet]?.plan;
    if ('total' in name) plan?.hideTotal(figure);
    else if ('known' in name) plan?.withhold(figure);
    else if (figure.print.as === 'counts') plan?.hide(figure, name.cell);
    else if (this.#print(sheet).get(figure.id)?.cells[0]?.key === name.cell) plan?.withhold(figure);
    else plan?.endList(figure, name.cell);
    this.#printed.delete(sheet);
  }

  withhold({ sheet, figure }: Pick<FamilyNumber, 'sheet' | 'figure'>): void {
    this.#suppressions[sheet]?.plan.withhold(figure);
    this.#printed.delete(sheet);
  }

  isPageWithheld(sheet: number): boolean {
    return this.#suppressions[sheet]?.plan.isPageWithheld ?? true;
  }

  withholdPage(sheet: number): void {
    this.#suppressions[sheet]?.plan.withholdPage();
    this.#printed.delete(sheet);
  }

  /** Lets each sheet hide what it needs itself. */
  settle(): void {
    for (const suppression of this.#suppressions) suppression.settleOrWithhold();
    this.#printed.clear();
  }

  /** Hides the numbers that are hidden on another sheet; returns whether there were any. */
  hideEqual(): boolean {
    let changed = false;
    for (const group of this.#equal) {
      if (!group.some((number) => this.#isMarked(number))) continue;
      for (const number of group) {
        if (!this.isPrinted(number) || this.value(number) === 0) continue;
        this.hide(number);
        changed = true;
      }
    }
    return changed;
  }

  /** Hides the totals that reveal new numbers if they are compared with those of approved pages; returns whether there were any. */
  hideGrownTotals(): boolean {
    let changed = false;
    for (const [sheet, suppression] of this.#suppressions.entries()) {
      for (const figure of suppression.grownTotals()) {
        this.hide({ sheet, figure, name: { total: true } });
        changed = true;
      }
    }
    return changed;
  }

  /** Whether a sheet shows a mark for a number, or ends a list before it. */
  #isMarked(number: FamilyNumber): boolean {
    const { sheet, figure, name } = number;
    const plan = this.#suppressions[sheet]?.plan;
    if (!plan || this.value(number) === 0) return false;
    if ('total' in name) return plan.totalHidden(figure);
    const cell = cellOf(number);
    if (!cell || figure.print.as === 'classes') return false;
    return figure.print.as === 'top' ? plan.endsBefore(figure, cell) : plan.cellHidden(figure, cell);
  }

  #print(sheet: number): ReadonlyMap<string, PrintedFigure> {
    const there = this.#printed.get(sheet);
    if (there) return there;
    const printed = new Map((this.#suppressions[sheet]?.print() ?? []).map((figure) => [figure.id, figure]));
    this.#printed.set(sheet, printed);
    return printed;
  }

  #rank(number: FamilyNumber): number {
    const cell = cellOf(number);
    return cell ? (this.#suppressions[number.sheet]?.rank(number.figure, cell) ?? 0) : 0;
  }

  /** Ties are broken by a keyed hash of the member, the same in every figure, then of the cell. */
  #tie({ sheet, figure, name }: FamilyNumber): string {
    const { scope, policy } = this.sheets[sheet] ?? {};
    const own = policy?.tieKey(scope?.family?.by ?? 'total', scope?.member ?? '') ?? '';
    return own + (policy?.tieKey(figure.by ?? 'total', 'cell' in name ? name.cell : '') ?? '');
  }
}

const numberKey = ({ sheet, figure, name }: FamilyNumber): string => JSON.stringify([sheet, figure.id, name]);

const nameKey = (figure: string, name: Quantity['name']): string => JSON.stringify([figure, name]);

const cellOf = ({ figure, name }: FamilyNumber): CountedCell | undefined =>
  'cell' in name ? figure.cells.find(({ key }) => key === name.cell) : undefined;
