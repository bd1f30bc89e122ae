import { fold } from '../../domain/codes.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { StakeholderEntry } from '../../domain/stakeholder.ts';

/** The headings of a list, in the order that its description gives them. */
export const HEADINGS = ['name', 'email', 'organisation', 'language', 'sheets', 'delivery'] as const;

type Heading = (typeof HEADINGS)[number];

/** Headings that a list may lack. */
export const OPTIONAL: ReadonlySet<Heading> = new Set(['organisation', 'delivery']);

/** What a heading may be called besides, folded. */
const CALLED: Readonly<Record<string, Heading>> = {
  nombre: 'name',
  correo: 'email',
  'correo electronico': 'email',
  'e-mail': 'email',
  mail: 'email',
  organizacion: 'organisation',
  organization: 'organisation',
  institucion: 'organisation',
  idioma: 'language',
  hojas: 'sheets',
  'hojas informativas': 'sheets',
  sheet: 'sheets',
  entrega: 'delivery',
  envio: 'delivery',
};

/** The heading that a cell of the heading line is, or its text folded. */
export const headingOf = (cell: string): string => {
  const name = fold(cell);
  return CALLED[name] ?? name;
};

/** What a language may be called, folded. */
export const LANGUAGE_NAMES: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(LANGUAGES.map((language) => [language, language])),
  espanol: 'es',
  spanish: 'es',
  'es-mx': 'es',
  'es-ar': 'es',
  ingles: 'en',
  english: 'en',
  'en-us': 'en',
};

/** What a way of delivery may be called, folded; an empty cell is an attachment. */
export const DELIVERY_NAMES: Readonly<Record<string, StakeholderEntry['delivery']>> = {
  '': 'attachment',
  attachment: 'attachment',
  adjunto: 'attachment',
  link: 'link',
  enlace: 'link',
  liga: 'link',
};
