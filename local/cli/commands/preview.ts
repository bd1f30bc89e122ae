import type { PreviewCommand } from '../preview.ts';
import { languages, port, read, TEXT, text, wrong } from './arguments.ts';

export const PREVIEW_USAGE = `  factsheets preview SHEET [--exports DIR | --figures FILE] [--lang en,es] [--port N] [--definitions DIR]
      Shows the sheet's pages in the browser, drawn anew whenever its folder, codes/, hotlines/ or boundaries/ change.
      --exports      the exports whose figures are shown, read once at the start; by default the sample exports
      --figures      a figures.json whose figures are shown instead
      --port         the port on 127.0.0.1; 0, the default, takes a free one`;

export function parsePreview(argv: readonly string[]): PreviewCommand {
  const texts = { exports: TEXT, figures: TEXT, lang: TEXT, port: TEXT, definitions: TEXT };
  const { values, positionals } = read(argv, texts, 1);
  const [sheet] = positionals;
  if (sheet === undefined) throw wrong('preview needs a sheet');
  if (values.exports !== undefined && values.figures !== undefined)
    throw wrong('--exports and --figures both name figures; keep one');
  return {
    command: 'preview',
    sheet,
    exports: text(values.exports),
    figures: text(values.figures),
    definitions: text(values.definitions),
    languages: languages(values.lang),
    port: port(values.port),
  };
}
