import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { escapeMarkup } from '../../domain/text/escape.ts';
import { type LinkPage, READER_WORDS } from '../../words/reader-words.ts';

/** Every language, Spanish first: most readers of these pages read it. */
const ALL: readonly Language[] = [...new Set<Language>(['es', ...LANGUAGES])];

/**
 * Returns the HTML page of a link that does not open a fact sheet, or that asks for confirmation before someone leaves
 * the list, in the language of its reader. If it is null the page is in every language: an invalid link does not name
 * its reader.
 * Following a link changes nothing, because mail scanners follow every link: leaving needs a button.
 */
export function linkPage(page: LinkPage, reader: Language | null): string {
  const languages = reader ? [reader] : ALL;
  const texts = languages.map((language) => ({ language, ...READER_WORDS[language].links[page] }));
  const button = escapeMarkup(languages.map((language) => READER_WORDS[language].leaveButton).join(' / '));
  const form = page === 'leave' ? `<form method="post"><button type="submit">${button}</button></form>` : '';
  const sections = texts.map(({ language, title, text }, index) => {
    const heading = `h${index === 0 ? 1 : 2}`;
    const words = `<${heading}>${escapeMarkup(title)}</${heading}><p>${escapeMarkup(text)}</p>`;
    return index === 0 ? words : `<section lang="${language}">${words}</section>`;
  });
  return `<!doctype html>
<html lang="${languages[0]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeMarkup(texts.map(({ title }) => title).join(' / '))}</title>
<style>${CSS}</style>
</head>
<body><main>
${sections.join('\n')}
${form}
</main></body>
</html>
`;
}

const CSS = `
:root{color-scheme:light dark}
body{margin:0;background:#F5F1E9;color:#14262C;font:17px/1.5 'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
main{max-width:34rem;margin:12vh auto;padding:0 1.25rem}
h1,h2{font-size:1.5rem;line-height:1.25;margin:2rem 0 .5rem}
button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.8rem 1.4rem;border:0;border-radius:4px;background:#14616D;color:#fff;cursor:pointer}
@media (prefers-color-scheme:dark){body{background:#0B1417;color:#F1F3F2}}
`;
