import 'vega';

declare module 'vega' {
  /** How Vega measures text where there is no canvas; exported, but missing from its types. */
  export const textMetrics: { width: (item: TextItem, text: unknown) => number };

  interface TextItem {
    readonly font?: string;
    readonly fontSize?: number;
    /** Points a text may take; 0 or absent without a limit. */
    readonly limit?: number;
  }

  /** The constructor of a projection by its name in lower case; its types only know how to register one. */
  export function projection(type: string): (() => GeoProjection) | null;

  /** A projection of d3-geo: a setter per parameter, and a drawing of GeoJSON. */
  interface GeoProjection {
    readonly [parameter: string]: unknown;
    readonly path: { context(context: PathContext): (feature: object) => unknown };
  }

  /** What an area or a line is drawn into. */
  interface PathContext {
    moveTo(x: number, y: number): void;
    lineTo(x: number, y: number): void;
    closePath(): void;
  }
}
