import type { Code } from '../../domain/codes.ts';
import { Failure } from '../../domain/failure.ts';
import type { Words } from '../../domain/languages.ts';
import type { Table } from '../../domain/tables.ts';

/** A band as a person writes it: `12-17`, `18+`. */
const BAND = /^(\d{1,3})(?:-(\d{1,3})|\+)$/u;

/**
 * Returns the content of a code list of bands of ages.
 * @param bands such as `0-11,12-17,18+`, in years
 * @throws Failure WrongUsage if it is not a list of bands
 */
export function ageList(
  name: string,
  bands: string,
  tables: readonly Table[],
  unknown: Pick<Code, 'key' | 'label' | 'aliases'>,
): object {
  const codes = bands.split(',').map((text) => {
    const [, from = '', to] = BAND.exec(text.trim()) ?? [];
    if (from === '')
      throw new Failure('WrongUsage', `--ages: "${text.trim()}" is not a band; write --ages 0-11,12-17,18+`);
    const ages = to === undefined ? [Number(from)] : [Number(from), Number(to)];
    return {
      key: `${from}-${to ?? 'more'}`,
      label: to === undefined ? over(from) : between(from, to),
      aliases: [],
      ages,
    };
  });
  const label: Words = { en: 'Age', es: 'Edad', fr: 'Âge', pt: 'Idade' };
  return { $schema: './code-list.schema.json', name, label, tables, codes: [...codes, unknown] };
}

const between = (from: string, to: string): Words => ({
  en: `${from} to ${to}`,
  es: `${from} a ${to}`,
  fr: `${from} à ${to} ans`,
  pt: `${from} a ${to}`,
});

const over = (from: string): Words => ({
  en: `${from} and over`,
  es: `${from} y más`,
  fr: `${from} ans et plus`,
  pt: `${from} ou mais`,
});
