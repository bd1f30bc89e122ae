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
}
