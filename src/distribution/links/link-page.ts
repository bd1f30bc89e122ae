import { escaped } from '../message/html-message.ts';

/** What a link's page tells. */
export type LinkPage = 'forged' | 'expired' | 'revoked' | 'missing' | 'leave' | 'left' | 'ended' | 'failed';

interface Said {
  readonly title: string;
  readonly text: string;
}

const TEXTS: Readonly<Record<LinkPage, { readonly es: Said; readonly en: Said }>> = {
  forged: {
    es: {
      title: 'Este enlace no funciona',
      text: 'Está incompleto o alguien lo cambió. Ábralo desde el mensaje, o cópielo entero.',
    },
    en: {
      title: 'This link does not work',
      text: 'It is incomplete, or somebody changed it. Open it from the message, or copy all of it.',
    },
  },
  expired: {
    es: { title: 'Este enlace ya venció', text: 'Responda al mensaje y le enviaremos el informe de nuevo.' },
    en: { title: 'This link has expired', text: 'Answer the message, and we will send you the report again.' },
  },
  revoked: {
    es: {
      title: 'Este enlace se retiró',
      text: 'El informe al que llevaba ya no se entrega por aquí. Responda al mensaje si lo necesita.',
    },
    en: {
      title: 'This link was withdrawn',
      text: 'The report it led to is no longer given out here. Answer the message if you need it.',
    },
  },
  missing: {
    es: { title: 'Aquí no hay nada', text: 'Abra el enlace desde el mensaje.' },
    en: { title: 'There is nothing here', text: 'Open the link from the message.' },
  },
  leave: {
    es: { title: '¿Salir de la lista?', text: 'Ya no recibirá estas hojas informativas y borraremos sus datos.' },
    en: { title: 'Leave the list?', text: 'You will get these fact sheets no more, and we will delete your data.' },
  },
  left: {
    es: {
      title: 'Ya no está en la lista',
      text: 'Borramos sus datos. Solo queda una marca para no escribirle de nuevo.',
    },
    en: {
      title: 'You are no longer on the list',
      text: 'Your data are deleted. All that stays is a mark, so that nobody writes to you again.',
    },
  },
  ended: {
    es: {
      title: 'Este enlace para salir ya venció',
      text: 'Use el de un mensaje más reciente, o responda al mensaje y lo quitaremos de la lista.',
    },
    en: {
      title: 'This link to leave has expired',
      text: 'Use the one in a newer message, or answer the message, and we will take you off the list.',
    },
  },
  failed: {
    es: { title: 'Ahora no funciona', text: 'Inténtelo de nuevo en unos minutos.' },
    en: { title: 'This does not work just now', text: 'Please try again in a few minutes.' },
  },
};

const BUTTON = 'Salir de la lista / Leave the list';

/**
 * The page that a link shows where it leads nowhere, or that asks before somebody leaves: both languages, for a page of a link
 * nobody can vouch for knows no reader's language. Following a link must change nothing, since scanners of mail follow them all:
 * leaving is a button.
 */
export function linkPage(page: LinkPage): string {
  const { es, en } = TEXTS[page];
  const form = page === 'leave' ? `<form method="post"><button type="submit">${escaped(BUTTON)}</button></form>` : '';
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(es.title)} / ${escaped(en.title)}</title>
<style>${CSS}</style>
</head>
<body><main>
<h1>${escaped(es.title)}</h1><p>${escaped(es.text)}</p>
<section lang="en"><h2>${escaped(en.title)}</h2><p>${escaped(en.text)}</p></section>
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
