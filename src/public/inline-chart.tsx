import { raw } from 'hono/html';

/** What an SVG of the charts stage consists of; anything else is not put into a page. */
const ELEMENTS = /<\/?(?:svg|g|path|text|tspan|line|rect|circle|title|defs)\b/giu;
const UNEXPECTED =
  /<(?!\/?(?:svg|g|path|text|tspan|line|rect|circle|title|defs)\b)|\son\w+\s*=|\shref\s*=|javascript:|\sstyle\s*=/iu;

export interface InlineChartProps {
  /** The text of the SVG file. */
  readonly svg: string;
  /** Describes the chart for people who do not see it. */
  readonly name: string;
}

/** A chart file of a report inside a page, so that it is set in the page's fonts. */
export const InlineChart = ({ svg, name }: InlineChartProps) => (
  // on a phone the chart scrolls in its own frame, which the keyboard must reach
  <section class="chart" tabindex={0} aria-label={name}>
    <div role="img" aria-label={name}>
      {raw(isDrawing(svg) ? svg : '')}
    </div>
  </section>
);

/** Whether a text is an SVG that only draws: no scripts, links, styles or foreign content. */
export const isDrawing = (svg: string): boolean =>
  svg.startsWith('<svg ') && (svg.match(ELEMENTS) ?? []).length > 0 && !UNEXPECTED.test(svg);
