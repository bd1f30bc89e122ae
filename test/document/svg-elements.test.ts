import { describe, expect, it } from 'vitest';
import { svgElements } from '../../src/document/pdf/svg-elements.ts';
import { escapeMarkup } from '../../src/domain/text/escape.ts';

const svg = (inner: string): string => `<svg width="10" height="10"><g fill="none" stroke="#14262C">${inner}</g></svg>`;

describe('the elements of a chart', () => {
  it('inherit the attributes of their groups, and move with them', () => {
    const [line] = svgElements(svg('<g transform="translate(2,3)"><line transform="translate(1,-1)" x2="4"/></g>'));

    expect(line).toMatchObject({ name: 'line', x: 3, y: 2, angle: 0 });
    expect(line?.attributes).toMatchObject({ fill: 'none', stroke: '#14262C', x2: '4' });
  });

  it('end with their group', () => {
    const [first, second] = svgElements(svg('<g fill="#FFFFFF"><path d="M0,0"/></g><path d="M1,1"></path>'));

    expect(first?.attributes.fill).toBe('#FFFFFF');
    expect(second?.attributes.fill).toBe('none');
  });

  it('are turned texts too, and texts of several lines', () => {
    const turned = `<text transform="translate(5,6) rotate(-90)">A &amp; &lt;B&gt; ${escapeMarkup('d\'Ivoire & "C"')}</text>`;
    const lines = '<text transform="translate(0,9)"><tspan>one</tspan><tspan x="0" dy="10">two</tspan></text>';

    const texts = svgElements(svg(turned + lines)).map(({ text, y, angle }) => [text, y, angle]);

    expect(texts).toEqual([
      ['A & <B> d\'Ivoire & "C"', 6, -90],
      ['one', 9, 0],
      ['two', 19, 0],
    ]);
  });

  it.each([
    '<image href="x"/>',
    '<path d="M0,0" opacity="0.5"/>',
    '<path d="M0,0" fill="url(#gradient)"/>',
    '<path d="M0,0" transform="skewX(10)"/>',
  ])('are refused where no page can draw them: %s', (element) => {
    expect(() => svgElements(svg(element))).toThrow(/a chart draws .*, which no page can/u);
  });
});
