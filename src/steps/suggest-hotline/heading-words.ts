import { fold } from '../../domain/codes.ts';

/** What a column may contain, as its heading shows. */
export const MEANINGS = [
  'year',
  'month',
  'birth',
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
  birth: /\b(?:birth|born|nacimiento|nascimento|naissance)\b/u,
  date: /\b(?:date|fecha|data|dia)\b/u,
  gender: /\b(?:sex|gender|sexo|genero|sexe|genre)\b/u,
  age: /\b(?:age|edad|idade|faixa etaria|rango etario|grupo etario)\b/u,
  nationality:
    /\b(?:nationality|nationalities|citizenship|nacionalidad|nacionalidade|nationalite|country of (?:origin|birth)|pais de (?:origen|origem|nacimiento|nascimento)|pays d origine|pays de naissance)\b/u,
  country: /\b(?:country|countries|pais|paises|pays)\b/u,
  state: /\b(?:state|province|region|district|estado|provincia|departamento|entidad|uf|distrito|departement)\b/u,
  type: /(?:^(?:tipo de )?violac(?:ao|oes)$|\b(?:type of (?:trafficking|exploitation)|trafficking type|exploitation type|purpose|forms? of (?:trafficking|exploitation)|formas? de (?:explotacion|exploracao|trata|trafico)|formes? (?:d exploitation|de traite)|tipo de (?:trata|trafico|explotacion|exploracao)|modalidad|finalidad|finalidade|modalidade|type (?:d exploitation|de traite)|finalite)\b)/u,
  venue: /\b(?:venue|industry|sector|giro|rubro|industria|lugar de explotacion|place of exploitation)\b/u,
  channel: /\b(?:channel|medium|contact method|medio|canal|via|forma de contacto)\b/u,
  related: /\b(?:trafficking|trata|trafico humano|traite)\b/u,
  role: /\b(?:role|papel|rol|person type|tipo de persona|calidad|condicion|indicator|indicador|indicateur)\b/u,
  count:
    /^(?:count|total|number|(?:obs )?value|valeur|cantidad|valor|numero|frecuencia|frequencia|quantidade|nombre|effectif|n|(?:(?:total|number|numero|cantidad|quantidade|nombre)(?: of| de| d)? ?)?(?:cases|casos|cas|calls|llamadas|llamados|chamadas|ligacoes|appels|contacts|contactos|atenciones|atendimentos|consultas|victims|victimas|vitimas|victimes|personas|persons|people|pessoas|personnes|denuncias|carpetas|expedientes|reports|signalements|registros)(?: .*)?)$/u,
  id: /\b(?:id|folio|boleta|expediente|case|caso|denuncia|numero|number|no|nro|codigo|code|registro|ficha|record|processo|dossier|reference|hash|uuid|protocolo|identificador|chave|clave)\b/u,
};

/** Headings of people who are accused: their columns are those of traffickers. */
const ACCUSED =
  /\b(?:trafficker|exploiter|perpetrator|suspect|accused|tratante|traficante|imputad[oa]|acusad[oa]|arguid[oa]|denunciad[oa]|sindicad[oa]|agresor|agressor|senalad[oa]|victimario|suspeit[oa]|sospechos[oa]|mis(?:es?)? en cause|auteur|trafiquant)(?:es|s)?\b/u;

/** What a column of counts says to count, by its heading; a generic one says nothing. */
const COUNTED = {
  signals:
    /\b(?:calls|llamadas|llamados|chamadas|ligacoes|appels|contacts|contactos|atenciones|atendimentos|consultas|signalements)\b/u,
  victims: /\b(?:victims|victimas|vitimas|victimes|personas|persons|people|pessoas|personnes)\b/u,
  cases: /\b(?:cases|casos|cas|denuncias|carpetas|expedientes|reports|registros)\b/u,
} as const;

/** Returns what a heading of counts says to count; null if it does not say. */
export const countedIn = (heading: string): keyof typeof COUNTED | null =>
  (['victims', 'signals', 'cases'] as const).find((table) => COUNTED[table].test(words(heading))) ?? null;

/** Texts that mean all rows together, beside their parts. */
const TOTAL =
  /^(?:(?:sub|grand )?total(?:es|s)?(?: .*)?|all|both sexes|ambos(?: sexos)?|todos|todas|ensemble|les deux sexes|nacional|.* total)$/u;

/** Whether a text means all rows together. */
export const isTotal = (text: string): boolean => TOTAL.test(words(text));

/** Whether a heading is of a person: a victim or anyone else. */
export const isOfPerson = (heading: string): boolean =>
  isOfAccused(heading) || /\b(?:victim|victima|vitima|victime|person|persona|pessoa|personne)/u.test(words(heading));

/** Returns a heading as words: `is_forced` and `isForced` are two, and so is the French `d'appel`. */
export const words = (heading: string): string =>
  fold(heading.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).replace(/[-_'’]+/gu, ' ');

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

const VICTIMS = /\b(?:victims?|victimas?|vitimas?|victimes?)\b/u;

/**
 * Returns which record a value of a column of roles means; null if it means none of them. An indicator of a statistic
 * says it somewhere: "Detected victims of trafficking". Accused people are not counted by it, because one person may be
 * suspected, prosecuted and convicted.
 */
export function roleOf(value: string, heading = ''): Role | null {
  if (INDICATOR.test(words(heading))) return VICTIMS.test(words(value)) ? 'victims' : null;
  return (['victims', 'traffickers', 'cases'] as const).find((role) => ROLES[role].test(words(value))) ?? null;
}

const INDICATOR = /\b(?:indicator|indicador|indicateur)\b/u;

/** Words that are only in headings of one language, the most distinctive languages first. */
const OF_LANGUAGE = {
  pt: /\b(?:vitima|vitimas|idade|faixa|violacao|data d[aeo]|ligacoes|municipio da|genero da|nacionalidade|quantidade)\b|cao\b/u,
  fr: /\b(?:annee|mois|sexe|genre|nationalite|departement|dossier|victime|victimes|appels?|pays|traite)\b/u,
  es: /\b(?:fecha|edad|genero|sexo|ano|mes|nacionalidad|medio|victima|victimas|llamadas|provincia|departamento|denuncia)\b/u,
} as const;

/** Returns the language of headings; English if no word says another. */
export const languageOf = (headings: readonly string[]): 'en' | keyof typeof OF_LANGUAGE =>
  (['pt', 'fr', 'es'] as const).find((language) =>
    headings.some((heading) => OF_LANGUAGE[language].test(words(heading))),
  ) ?? 'en';
