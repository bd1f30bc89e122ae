import { raw } from 'hono/html';
import { FigureTableView } from '../../public/figure-table.tsx';
import { wordOf } from '../../public/figure-tables.ts';
import { tableWords } from '../../public/table-words.ts';
import type { ChartTable, Explored } from '../explore.ts';
import { monthText } from '../formatted-dates.ts';
import type { AssetPaths } from '../portal-options.ts';
import type { EditionWords } from '../words/edition-words.ts';
import { type Frame, Layout } from './layout.tsx';

export interface ExplorePageProps {
  readonly frame: Frame;
  readonly sheet: string;
  readonly explored: Explored;
}

/** The approved figures of a sheet, one at a time: as a table, and as a chart for who asks for it. */
export const ExplorePage = ({ frame, sheet, explored }: ExplorePageProps) => {
  const { words } = frame;
  const t = words.edition;
  const { shown, choices, chosen, newest, overTime } = explored;
  const title = `${t.explore}${words.colon}${wordOf(shown, 'title') ?? sheet}`;
  const charts = frame.assets.charts;
  return (
    <Layout frame={frame} title={title} current="editions" script={charts.element}>
      <p class="crumb">
        <a href="/editions">{words.editions}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
      </div>
      {!shown.words.isStored && <p class="lead">{tableWords(shown.words.language).wordingNotStored}</p>}
      <form method="get" class="pick">
        <label for="figure">{t.figure}</label>
        <select id="figure" name="figure">
          {choices.map(({ id, heading }) => (
            <option value={id} selected={id === chosen}>
              {heading}
            </option>
          ))}
        </select>
        <button type="submit">{t.show}</button>
      </form>
      {newest && (
        <section>
          <h2>{`${newest.table.heading}, ${monthText(shown.edition.month, words.language)}`}</h2>
          <FigureChart shown={newest} charts={charts} words={t} />
        </section>
      )}
      {overTime && (
        <section>
          <h2>{t.overTime}</h2>
          <FigureChart shown={overTime} charts={charts} words={t} />
        </section>
      )}
    </Layout>
  );
};

interface FigureChartProps {
  readonly shown: ChartTable;
  readonly charts: AssetPaths['charts'];
  readonly words: EditionWords;
}

/** A table and a switch to its chart, which appears with JavaScript. */
const FigureChart = ({ shown, charts, words: t }: FigureChartProps) => {
  const { table, spec, rows } = shown;
  if (spec === null) return <FigureTableView table={table} />;
  return (
    <figure-chart data-vega={charts.vega} data-interpreter={charts.interpreter} data-spec={charts[spec]}>
      <fieldset class="switch" data-switch hidden>
        <legend class="sr">{t.switch}</legend>
        <button type="button" data-shows="table" aria-pressed="true">
          {t.table}
        </button>
        <button type="button" data-shows="chart" aria-pressed="false">
          {t.chart}
        </button>
      </fieldset>
      <div data-part="chart" hidden>
        <div data-drawing role="img" aria-label={`${table.heading}. ${t.chart}`}></div>
      </div>
      <p class="failed" role="alert">
        {t.chartFailed}
      </p>
      <div data-part="table">
        <FigureTableView table={table} />
      </div>
      <script type="application/json">{raw(JSON.stringify(rows).replaceAll('<', '\\u003c'))}</script>
    </figure-chart>
  );
};
