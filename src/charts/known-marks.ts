import { Failure } from '../domain/failure.ts';

/** The marks of Vega-Lite. */
export const MARKS: readonly string[] = [
  'arc',
  'area',
  'bar',
  'boxplot',
  'circle',
  'errorband',
  'errorbar',
  'geoshape',
  'image',
  'line',
  'point',
  'rect',
  'rule',
  'square',
  'text',
  'tick',
  'trail',
];

/**
 * Rejects marks that do not exist: Vega-Lite fails on them with an error that does not mention the mark.
 * @throws Failure DefinitionInvalid with the mark, its layer, and the marks that exist
 */
export function assertKnownMarks(spec: object, place: string): void {
  if ('layer' in spec && Array.isArray(spec.layer))
    for (const [index, layer] of spec.layer.entries()) assertKnownMarks(Object(layer), `${place}, layer ${index + 1}`);
  if (!('mark' in spec)) return;
  const mark = typeOf(spec.mark);
  if (MARKS.includes(mark)) return;
  throw new Failure('DefinitionInvalid', `${place}: there is no mark "${mark}"; there are ${MARKS.join(', ')}`);
}

const typeOf = (mark: unknown): string => String(typeof mark === 'string' ? mark : (Object(mark).type ?? ''));
