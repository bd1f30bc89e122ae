import { describe, expect, it } from 'vitest';
import { slimSvg } from '../../src/charts/slim-svg.ts';

describe('slimSvg', () => {
  it('drops what a PDF has no use for, and keeps every drawn shape', () => {
    const svg =
      '<svg width="9"><g class="mark-rect" role="graphics-object" aria-label="a" opacity="1">' +
      '<path d="M0,0h310v270h-310Z"/><path transform="translate(0,0)" fill="#FFFFFF"/><path d="" fill="#FFFFFF"/>' +
      '<path d="M1.23456,2L-3.98765,4.5" stroke="#14262C"/></g></svg>';
    expect(slimSvg(svg)).toBe('<svg width="9"><g><path d="M1.23,2L-3.99,4.5" stroke="#14262C"/></g></svg>');
  });

  it('makes bars of one colour in a row one shape', () => {
    const bar = (at: string, paint: string) => `<path d="M${at}h3.5v10h-3.5Z" ${paint}/>`;
    const [teal, grey] = ['fill="#4B9099"', 'fill="#DDD"'];
    const lined = `${teal} stroke="#FFF"`;
    const line = `<path d="M0,0L3,4" ${teal}/>`;
    const svg = [bar('-1,2', teal), bar('4,2.25', teal), bar('9,1', grey), bar('9,2', teal), line, bar('1,1', teal)];
    const lines = [bar('1,1', lined), bar('2,2', lined)];
    expect(slimSvg([...svg, ...lines].join(''))).toBe(
      [`<path d="M-1,2h3.5v10h-3.5ZM4,2.25h3.5v10h-3.5Z" ${teal}/>`, ...svg.slice(2), ...lines].join(''),
    );
  });

  it('leaves words alone', () => {
    const svg = '<text>d="1.23456" class="a"</text>';
    expect(slimSvg(svg.replaceAll('"', '&quot;'))).toBe(svg.replaceAll('"', '&quot;'));
  });
});
