import type { ReportFile } from '../../domain/edition.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { isStoredWording } from '../../steps/stored-wording.ts';
import type { PortalWords } from '../words/portal-words.ts';

export interface FilesProps {
  readonly words: PortalWords;
  readonly published: {
    readonly edition: { readonly sheet: string; readonly month: string };
    readonly revision: number;
    readonly files: readonly ReportFile[];
  };
}

/** The files of an approved revision: fact sheets first, then figures; charts are collapsed. */
export const PublishedFiles = ({
  words,
  published,
  hasPackage = false,
}: FilesProps & { readonly hasPackage?: boolean }) => {
  const charts = published.files.filter(isChart);
  const others = published.files
    .filter((file) => !isChart(file) && !isStoredWording(file.key))
    .toSorted((a, b) => rank(a) - rank(b));
  return (
    <>
      <ul class="gets">
        {others.map((file) => (
          <FileItem words={words} published={published} file={file} />
        ))}
        {hasPackage && <PackageItem words={words} published={published} />}
      </ul>
      {charts.length > 0 && (
        <details class="charts">
          <summary>{words.published.charts(charts.length)}</summary>
          <ul class="gets">
            {charts.map((file) => (
              <FileItem words={words} published={published} file={file} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const FileItem = ({ words, published, file }: FilesProps & { readonly file: ReportFile }) => {
  const { sheet, month } = published.edition;
  const name = fileName(file);
  const language = pageLanguage(file);
  return (
    <li>
      <a href={fileAddress(sheet, month, published.revision, name)}>
        {language
          ? words.published[name.endsWith('.draft.pdf') ? 'draftIn' : 'sheetIn'](language)
          : isChart(file)
            ? words.published.chart(chartName(name))
            : words.published.figures}
      </a>
      <small>{`${kindOf(name)}, ${sizeText(file.bytes)}`}</small>
    </li>
  );
};

const PackageItem = ({ words, published }: FilesProps) => {
  const { sheet, month } = published.edition;
  return (
    <li>
      <a href={packageAddress(sheet, month, published.revision)}>{words.edition.dataPackage}</a>
      <small>{words.edition.dataPackageHelp}</small>
    </li>
  );
};

/** The address of a revision's data package. */
export const packageAddress = (sheet: string, month: string, revision: number): string =>
  `/api/v1/sheets/${sheet}/editions/${month}/revisions/${revision}/data-package.zip`;

/** Returns the part of a report's key after its revision: `charts/map.en.svg`. */
export const fileName = ({ key }: Pick<ReportFile, 'key'>): string =>
  key.replace(/^reports\/[^/]+\/[^/]+\/[^/]+\//u, '');

export const fileAddress = (sheet: string, month: string, revision: number, name: string): string =>
  `/api/v1/sheets/${sheet}/editions/${month}/revisions/${revision}/files/${encodeURIComponent(name)}`;

const isChart = ({ key }: Pick<ReportFile, 'key'>): boolean => key.includes('/charts/');

/** Returns the language of a page; null for any other file. */
const pageLanguage = ({ key }: Pick<ReportFile, 'key'>): Language | null =>
  LANGUAGES.find((language) => key.endsWith(`.${language}.pdf`) || key.endsWith(`.${language}.draft.pdf`)) ?? null;

const chartName = (name: string): string => name.replace(/^charts\//u, '').replace(/\.svg$/u, '');

const rank = (file: ReportFile): number => (pageLanguage(file) ? 0 : 1);

const kindOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toUpperCase();

const sizeText = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`;
