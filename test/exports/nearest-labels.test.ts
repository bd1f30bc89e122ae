import { describe, expect, it } from 'vitest';
import { nearestLabels } from '../../src/domain/text/nearest-labels.ts';
import { codes } from './reader-fixture.ts';

const states = codes.state.codes.map(({ label }) => label.en ?? '');
const giros = codes.venue.codes.map(({ label }) => label.es ?? '');

describe('the labels nearest to an unknown text', () => {
  it.each([
    ['Texsa', 'Texas'],
    ['texass', 'Texas'],
    ['CALIFRONIA', 'California'],
    ['Tamaulpias', 'Tamaulipas'],
    ['nuevo leon.', 'Nuevo León'],
    ['Massachusets', 'Massachusetts'],
    ['Quintana Rooo', 'Quintana Roo'],
  ])('begin with the one that was meant: %s', (text, label) => {
    expect(nearestLabels(text, states)[0]).toBe(label);
  });

  it('are written as the list writes them, and found without accents', () => {
    expect(nearestLabels('Construcion', giros)).toContain('Construcción');
    expect(nearestLabels('mendicidat forzada', giros)).toEqual(['Mendicidad forzada']);
  });

  it('may be longer than the text', () => {
    expect(nearestLabels('Agricultura', giros)).toEqual(['Agricultura y campo']);
    expect(nearestLabels('Washington', ['Washington, D.C.'])).toEqual(['Washington, D.C.']);
  });

  it('are three at most, the nearest first, each once', () => {
    expect(nearestLabels('Label 9', ['Label 1', 'Label 99', 'Label 1', 'Lab 9', 'Label 3', 'Label 4'])).toHaveLength(3);
    expect(nearestLabels('Carolina del Nrote', ['Carolina del Sur', 'Carolina del Norte'], 1)).toEqual([
      'Carolina del Norte',
    ]);
  });

  it.each(['Tianguis nocturno', 'Narnia', 'xx', 'T', '', '-', '1234567890'])('are none for %s', (text) => {
    expect(nearestLabels(text, [...giros, ...states])).toEqual([]);
  });

  it('are found in no time for a narrative in the wrong cell', () => {
    const started = performance.now();
    nearestLabels('x'.repeat(1_000_000), states);
    nearestLabels('Texas '.repeat(100_000), states);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
