/** The shapes of the ids in one column, the most frequent first: `z0000000`, `A-0000` (see exports/id-shapes.ts). */
export interface ColumnShapes {
  readonly heading: string;
  readonly shapes: readonly ShapeCount[];
}

export interface ShapeCount {
  readonly shape: string;
  readonly count: number;
}
