import { fold } from '../../domain/codes.ts';

/** What a column may contain, as its heading shows. */
export const MEANINGS = [
  'year',
  'month',
  'date',
  'gender',
  'age',
  'nationality',
  'country',
  'state',
  'type',
  'venue',
  'channel',
  'related',
  'role',
  'count',
  'id',
] as const;

export type Meaning = (typeof MEANINGS)[number];

/** The words of headings in English, Spanish, Portuguese and French, folded, by meaning. */
const WORDS: Readonly<Record<Meaning, RegExp>> = {
  year: /^(?:year|ano|anio|gestion|annee)(?: (?:of|de|du|do|da) .*)?$/u,
  month: /^(?:month|mes|mois)$/u,
  date: /\b(?:date|fecha|data|dia)\b/u,
  gender: /\b(?:sex|gender|sexo|genero|sexe|genre)\b/u,
  age: /\b(?:age|edad|idade|faixa etaria|rango etario|grupo etario)\b/u,
  nationality: /\b(?:nationality|nationalities|citizenship|nacionalidad|nacionalidade|nationalite|pais de origen)\b/u,
  country: /\b(?:country|countries|pais|paises|pays)\b/u,
  state: /\b(?:state|province|region|estado|provincia|departamento|entidad|uf)\b/u,
  type: /\b(?:type of (?:trafficking|exploitation)|trafficking type|exploitation type|tipo de (?:trata|explotacion|exploracao)|modalidad|finalidad|finalidade|modalidade)\b/u,
  venue: /\b(?:venue|industry|sector|giro|rubro|industria|lugar de explotacion|place of exploitation)\b/u,
  channel: /\b(?:channel|medium|contact method|medio|canal|via|forma de contacto)\b/u,
  related: /\b(?:trafficking|trata|trafico humano|traite)\b/u,
  role: /\b(?:role|papel|rol|person type|tipo de persona|calidad|condicion)\b/u,
  count:
    /^(?:count|total|number|cantidad|valor|numero|casos|frecuencia|quantidade|n|number of .*|cantidad de .*|numero de (?:casos|victimas|personas))$/u,
  id: /\b(?:id|folio|boleta|expediente|case number|numero|number|no|nro|codigo|code|registro|ficha|record|processo|dossier|reference)\b/u,
};

/** Headings of people who are accused: their columns are those of traffickers. */
const ACCUSED =
  /\b(?:trafficker|exploiter|perpetrator|suspect|accused|tratante|imputad[oa]|acusad[oa]|denunciad[oa]|sindicad[oa]|agresor|senalad[oa]|victimario)\b/u;

/** Returns a heading as words: `is_forced` and `isForced` are two. */
export const words = (heading: string): string =>
  fold(heading.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).replace(/[-_]+/gu, ' ');

/** Returns what a heading may mean, the most specific first. */
export const meaningsOf = (heading: string): Meaning[] =>
  MEANINGS.filter((meaning) => WORDS[meaning].test(words(heading)));

/** Whether a heading is of a person who is accused. */
export const isOfAccused = (heading: string): boolean => ACCUSED.test(words(heading));

/** Values that mean a victim, an accused person or a case, in a column that says what a row is. */
const ROLES = {
  victims: /^(?:victim|victims|victima|vitima|victime|survivor|sobreviviente)s?\b/u,
  traffickers: new RegExp(`^${ACCUSED.source}`, 'u'),
  cases: /^(?:case|caso|denuncia|expediente)s?$/u,
} as const;

export type Role = keyof typeof ROLES;

/** Returns which record a value of a column of roles means; null if it means none of them. */
export const roleOf = (value: string): Role | null =>
  (['victims', 'traffickers', 'cases'] as const).find((role) => ROLES[role].test(words(value))) ?? null;

/** Whether headings are in Spanish. */
export const areSpanish = (headings: readonly string[]): boolean =>
  headings.some((heading) =>
    /\b(?:fecha|edad|sexo|genero|ano|mes|nacionalidad|medio|victima|denuncia)\b/u.test(words(heading)),
  );
