import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { Language } from '../../src/domain/languages.ts';
import { memberWords } from '../../src/words/member-words.ts';

const { codes } = await loadDefinitions(openDefinitions());

const stateIn = (key: string, language: Language) => {
  const code = codes.state.codes.find((one) => one.key === key);
  return memberWords(code?.label[language] ?? '', code?.forms?.[language] ?? {}, language);
};

describe('the name of a member in a sentence', () => {
  it.each([
    ['US-TX', 'en', 'Texas', 'in Texas', 'of Texas'],
    ['US-TX', 'es', 'Texas', 'en Texas', 'de Texas'],
    ['MX-JAL', 'es', 'Jalisco', 'en Jalisco', 'de Jalisco'],
    ['MX-MEX', 'en', 'the State of Mexico', 'in the State of Mexico', 'of the State of Mexico'],
    ['MX-MEX', 'es', 'el Estado de México', 'en el Estado de México', 'del Estado de México'],
    ['MX-CMX', 'en', 'Mexico City', 'in Mexico City', 'of Mexico City'],
    ['MX-CMX', 'es', 'la Ciudad de México', 'en la Ciudad de México', 'de la Ciudad de México'],
    ['US-DC', 'en', 'the District of Columbia', 'in the District of Columbia', 'of the District of Columbia'],
    ['US-DC', 'es', 'el Distrito de Columbia', 'en el Distrito de Columbia', 'del Distrito de Columbia'],
    ['US-WA', 'en', 'Washington State', 'in Washington State', 'of Washington State'],
    ['US-NY', 'es', 'el estado de Nueva York', 'en el estado de Nueva York', 'del estado de Nueva York'],
  ] as const)('has the article and prepositions of %s in %s', (key, language, the, inside, of) => {
    expect(stateIn(key, language)).toMatchObject({ 'member.the': the, 'member.in': inside, 'member.of': of });
  });

  it('merges prepositions and articles in Portuguese and French', () => {
    expect(memberWords('Rio de Janeiro', { article: 'o' }, 'pt')).toMatchObject({
      'member.in': 'no Rio de Janeiro',
      'member.of': 'do Rio de Janeiro',
    });
    expect(memberWords('Texas', { article: 'le', in: 'au Texas' }, 'fr')).toMatchObject({
      'member.in': 'au Texas',
      'member.of': 'du Texas',
    });
    expect(memberWords('Ohio', { article: 'l’' }, 'fr')).toMatchObject({ 'member.of': 'de l’Ohio' });
  });

  it('is the label alone where a sentence is not needed', () => {
    expect(stateIn('MX-MEX', 'es').member).toBe('Estado de México');
  });
});
