import type { FigureTable, Headline, TableValue } from './figure-tables.ts';

/** A value: screen readers hear the mark in words. */
export const Value = ({ value }: { readonly value: TableValue }) =>
  value.spoken === null ? (
    value.text
  ) : (
    <>
      <span aria-hidden="true">{value.text}</span>
      <span class="sr">{value.spoken}</span>
    </>
  );

interface FigureTableViewProps {
  readonly table: FigureTable;
  /** Returns the address of the page about a row; null if there is none. */
  readonly linkOf?: (key: string) => string | null;
}

/** A figure as a table with its caption and notes, or the sentence that replaces it. */
export const FigureTableView = ({ table, linkOf }: FigureTableViewProps) => {
  const [rowHeading = '', ...columns] = table.columns;
  if (table.instead !== null) return <p class="lead">{table.instead}</p>;
  return (
    <>
      <section class="scroll plain" tabindex={0} aria-label={table.heading}>
        <table class="figure">
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{rowHeading}</th>
              {columns.map((column) => (
                <th scope="col" class="num">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ key, label, values }) => (
              <tr>
                <th scope="row">
                  <RowLabel label={label} link={key === null ? null : (linkOf?.(key) ?? null)} />
                </th>
                {values.map((value) => (
                  <td class="num">
                    <Value value={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {table.notes.map((note) => (
        <p class="unit">{note}</p>
      ))}
    </>
  );
};

const RowLabel = ({ label, link }: { readonly label: string; readonly link: string | null }) =>
  link === null ? label : <a href={link}>{label}</a>;

/** The totals of an edition, as on the first page of the sheet. */
export const Headlines = ({ headlines }: { readonly headlines: readonly Headline[] }) => (
  <ul class="tiles">
    {headlines.map(({ value, noun, gloss }) => (
      <li>
        <span class="n">
          <Value value={value} />
        </span>
        <span class="noun">{noun}</span>
        <span class="gloss">{gloss}</span>
      </li>
    ))}
  </ul>
);
