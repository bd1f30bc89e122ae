/** What the ids of one column look like, the most frequent shape first: `z0000000`, `A-0000` (see exports/id-shapes.ts). */
export interface ColumnShapes {
  readonly heading: string;
  readonly shapes: readonly ShapeCount[];
}

export interface ShapeCount {
  readonly shape: string;
  readonly count: number;
}
