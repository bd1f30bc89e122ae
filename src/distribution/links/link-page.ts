import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { escapeMarkup } from '../../domain/text/escape.ts';
import type { LinkPage } from '../../words/program-words.ts';
import { WORDS } from '../../words/words.ts';

/** The local language first, English last. */
const ORDER: readonly Language[] = LANGUAGES.toReversed();

/**
 * Returns the HTML page of a link that does not open a fact sheet, or that asks for confirmation before someone leaves
 * the list. The page is in every language, because an invalid link does not say which language its reader has.
 * Following a link changes nothing, because mail scanners follow every link: leaving needs a button.
 */
export function linkPage(page: LinkPage): string {
  const texts = ORDER.map((language) => ({ language, ...WORDS[language].links[page] }));
  const button = escapeMarkup(ORDER.map((language) => WORDS[language].leaveButton).join(' / '));
  const form = page === 'leave' ? `<form method="post"><button type="submit">${button}</button></form>` : '';
  const sections = texts.map(({ language, title, text }, index) => {
    const heading = `h${index === 0 ? 1 : 2}`;
    const words = `<${heading}>${escapeMarkup(title)}</${heading}><p>${escapeMarkup(text)}</p>`;
    return index === 0 ? words : `<section lang="${language}">${words}</section>`;
  });
  return `<!doctype html>
<html lang="${ORDER[0]}">
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
