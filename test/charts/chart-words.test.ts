import { describe, expect, it } from 'vitest';
import { classInWords, spellOut } from '../../src/charts/chart-words.ts';

const words = {
  'map.us': 'United States',
  'class.none': 'None',
  'class.fewer': 'Fewer than {threshold}',
  'class.more': '{from} or more',
};

describe('spellOut', () => {
  it('replaces references at any depth and leaves everything else as it is', () => {
    const spec = { layer: [{ text: 'word:map.us', size: 7, filter: "datum.word === 'word:map.us'" }], on: null };
    expect(spellOut(spec, words, 'a chart')).toEqual({
      layer: [{ text: 'United States', size: 7, filter: "datum.word === 'word:map.us'" }],
      on: null,
    });
  });

  it('fails for an unknown key, naming the place and the keys there are', () => {
    expect(() => spellOut(['word:map.ca'], words, 'templates/x/charts/map.vl.json')).toThrow(
      /templates\/x\/charts\/map\.vl\.json.*"map\.ca".*class\.fewer.*map\.us/u,
    );
  });

  it('does not take a word of every object for a word of the wording', () => {
    expect(() => spellOut('word:constructor', words, 'a chart')).toThrow(/"constructor"/u);
  });
});

describe('classInWords', () => {
  it('names zero, the class below the threshold, and an open class', () => {
    const named = [
      { from: 0, to: 0 },
      { from: 1, to: 10 },
      { from: 50, to: null },
    ].map((each) => classInWords(each, words, 'a', 'en-US'));
    expect(named).toEqual(['None', 'Fewer than 11', '50 or more']);
  });

  it('fails for a class the wording has no words for', () => {
    expect(() => classInWords({ from: 11, to: 49 }, words, 'a chart', 'en-US')).toThrow(/class\.between/u);
  });
});
