import 'vega';

declare module 'vega' {
  /** How Vega measures text without a canvas; exported, but missing from its types. */
  export const textMetrics: { width: (item: TextItem, text: unknown) => number };

  interface TextItem {
    readonly font?: string;
    readonly fontSize?: number;
    /** The maximum width of a text, in points; 0 or absent for no limit. */
    readonly limit?: number;
  }

  /**
   * Returns the constructor of a projection by its name in lower case; Vega's types only declare how to register one.
   */
  export function projection(type: string): (() => GeoProjection) | null;

  /** A d3-geo projection: a setter per parameter, and a function that draws GeoJSON. */
  interface GeoProjection {
    readonly [parameter: string]: unknown;
    readonly path: { context(context: PathContext): (feature: object) => unknown };
  }

  /** The target that an area or a line is drawn into. */
  interface PathContext {
    moveTo(x: number, y: number): void;
    lineTo(x: number, y: number): void;
    closePath(): void;
  }
}
